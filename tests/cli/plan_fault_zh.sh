# SPDX-License-Identifier: GPL-3.0-or-later
cat >plan.yaml <<END
catchment: 1
radius: 500
END
catchment check plan.yaml --lang zh
