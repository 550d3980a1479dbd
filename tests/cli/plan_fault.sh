# SPDX-License-Identifier: GPL-3.0-or-later
cat >plan.yaml <<END
catchment: 1
communities:
  file: a.gpkg
  feilds: {id: CODE}
END
catchment check plan.yaml
