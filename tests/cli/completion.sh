# SPDX-License-Identifier: GPL-3.0-or-later
catchment completion bash >script
cat >try <<"END"
source ./script
complete_words() {
    COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMPREPLY=()
    _catchment
    echo "$*: ${COMPREPLY[*]}"
}
complete_words catchment a
complete_words catchment audit --over
complete_words catchment audit --progress ""
complete_words catchment doctor --ra
complete_words catchment --lang zh au
touch plan.yaml
complete_words catchment audit pl
complete_words catchment audit --communities pl
complete_words catchment audit --radius ""
END
bash try
