/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The commands. To add one is to add a row, and its file.
 */
#include "commands.h"

const struct command commands[COMMANDS] = {
    [COMMAND_INIT] =
        {"init",
         {"init FILE... [-o PLAN.yaml]",
          "init --communities FILE --population FILE --facilities FILE [-o PLAN.yaml]"},
         {"look at files and write a plan for them", "查看数据文件并生成方案"},
         {"Looks into each file, recognises communities, population and facilities and "
          "their fields by their usual names, and writes a commented plan to read "
          "through and correct.",
          "打开各文件，按常用名称识别社区、人口、设施及其字段，写出带注释的方案，"
          "供核对和修改。"},
         0,
         64,
         run_init},
    [COMMAND_CHECK] = {"check",
                       {"check PLAN.yaml",
                        "check --communities FILE --population FILE --facilities FILE "
                        "--radius LENGTH"},
                       {"read and check the data without measuring", "读取并检查数据，不做测算"},
                       {"Prints what is wrong or doubtful in the data: layer, feature, place, and "
                        "what is done about it. Exits with 4 where results would be wrong.",
                        "列出数据中的错误和疑点：图层、要素、位置及处理方式。若会导致结果错误，"
                        "退出码为 4。"},
                       0,
                       1,
                       run_check},
    [COMMAND_AUDIT] = {"audit",
                       {"audit PLAN.yaml -o OUT.gpkg",
                        "audit --communities FILE --population FILE --facilities FILE "
                        "--radius LENGTH -o OUT.gpkg"},
                       {"measure coverage, floor area and gaps",
                        "测算覆盖率、设施面积和服务空白区"},
                       {"Counts the people within the service radius of each kind of facility, the "
                        "facility floor area per 100 households and the gaps, for every community, "
                        "street, county and the whole city, and writes them as a GeoPackage that "
                        "QGIS opens as a finished map.",
                        "按社区、街道、区县和全市，统计各类设施服务半径内的人口、每百户设施面积和"
                        "服务空白区，写成 GeoPackage，可在 QGIS 中直接打开成图。"},
                       0,
                       1,
                       run_audit},
    [COMMAND_REVIEW] =
        {"review",
         {"review PLAN.yaml -o OUT.gpkg",
          "review --standard NAME --project NAME=VALUE,... [--project ...]"},
         {"review new residential projects", "审查新建住宅项目的配套设施"},
         {"Judges each project by every clause of the standards: what it provides, its procedure "
          "and its surroundings, with the arithmetic, and concludes: approved, refused, or sent "
          "back with the list of what to supply. Only gate clauses refuse. With a plan: audits its "
          "city, too, and writes what each project changes. With --project: needs no map.",
          "按所用标准逐条审查每个项目的配建面积、程序和周边设施，列出算式，给出结论：同意、"
          "不予批准或退件补正（附补正清单）。只有否决条款可以不予批准。给出方案时同时审计全市，"
          "并写出项目建成前后的变化；用 --project 时不需要地图。"},
         0,
         1,
         run_review},
    [COMMAND_COMPARE] = {"compare",
                         {"compare OLD.gpkg NEW.gpkg [--codes TABLE] -o OUT.gpkg"},
                         {"compare two outputs: two years or two scenarios",
                          "比较两个结果：两个年份或两种方案"},
                         {"Writes what changed between two outputs of audit or review at every "
                          "level and clause, totals on the comparable scope, and a map of changes. "
                          "With a table of codes that changed, merged and split units are compared "
                          "on the same ground.",
                          "写出 audit 或 review 的两个结果之间各层级、各条款的变化、可比口径合计和"
                          "变化地图。给出编号对照表时，合并、拆分的单元按同一范围比较。"},
                         2,
                         2,
                         run_compare},
    [COMMAND_PUBLISH] =
        {"publish",
         {"publish OUT.gpkg [--report FILE.html] [--workbook FILE.xlsx] [--relink]",
          "publish OUT.gpkg --sheets DIR [--format pdf|png]",
          "publish OUT.gpkg --export DIR [--format shp|geojson|csv|fgb] [--encoding GBK]"},
         {"make the page, sheets, workbook and files that a department hands on",
          "由结果生成网页、图纸、工作簿和交换文件"},
         {"Reads an output of audit, review, compare or site, and nothing else; several products "
          "may be "
          "asked for at once. Each file appears whole or not at all; one that exists needs "
          "--overwrite. --format goes to the product that it fits. Shapefiles have names of 10 "
          "bytes in Chinese, listed in fields.csv beside them, and come without the tables query "
          "and layer_styles; tables, and texts of more than 254 bytes, are CSV.",
          "只读取 audit、review、compare 或 site "
          "的结果文件，可同时生成多种成果。每个文件要么完整写出，"
          "要么不写；已有文件须加 --overwrite。--format 用于与之相符的成果。Shapefile 的字段名"
          "为不超过 10 字节的中文名，对照表见同目录的 fields.csv；不含 query、layer_styles 两表；"
          "属性表和超过 254 字节的文字写成 CSV。"},
         1,
         1,
         run_publish},
    [COMMAND_SITE] =
        {"site",
         {"site PLAN.yaml -o OUT.gpkg [-p NUMBER] [--model MODEL] [--time-limit TIME]"},
         {"choose sites for new facilities, with a proved bound", "为新设施选址，并给出经证明的界"},
         {"Chooses among the candidates that `site` of the plan names or has made, and writes the "
          "sites in the order of opening, how large each is, whom it serves, what changes in every "
          "community, and how far the proposal is at most from the best possible, beside the "
          "tables of an audit. Where nothing is possible it says why and exits with 6. Ctrl-C or a "
          "time limit gives the best plan so far with its bound.",
          "在方案 `site` 给出或由程序生成的候选点中选址，写出建设次序、设施规模、服务人口、各社区"
          "前后变化，以及方案与最优解的最大差距，并附审计各表。没有可行方案时说明原因，退出码为 6。"
          "按 Ctrl-C 或到时给出当前最好的方案及其界。"},
         1,
         1,
         run_site},
    [COMMAND_SOLVE] =
        {"solve",
         {"solve --format FORMAT FILE [--model MODEL] [-p NUMBER] [--radius NUMBER]"},
         {"solve a public siting instance, with a proved bound",
          "求解公开的选址算例，并给出经证明的界"},
         {"Anybody can check with it how good the siting of this program is: OR-Library graphs and "
          "set covers, TSPLIB points, point files of covering papers, Sao Jose dos Campos, census "
          "blocks, capacitated instances. Models: lscp, mclp, pmedian, pcenter, capacitated-cover, "
          "capacitated-pmedian. Says objective, bound, gap and the sites.",
          "供任何人检验本程序的选址质量：OR-Library 图和集合覆盖、TSPLIB 点、覆盖论文的点文件、"
          "圣若泽杜斯坎普斯、人口普查街区、有容量算例。模型：lscp、mclp、pmedian、pcenter、"
          "capacitated-cover、capacitated-pmedian。给出目标值、界、差距和选址。"},
         1,
         1,
         run_solve},
    [COMMAND_EXPLAIN] =
        {"explain",
         {"explain [CODE]", "explain OUT.gpkg TABLE ID [COLUMN]"},
         {"say more about an error, a finding, or a number of an output",
          "说明错误、检查发现的代码，或结果中的一个数值"},
         {"Without a code: a list of all codes. With an output, one of its tables "
          "and the id of a row: its formulas with values, the clause of a verdict, "
          "the rows of the input, and the queries behind it. The last word is a "
          "column, or a text that says which rows are meant, as a clause.",
          "不给代码时列出全部代码。给出结果文件、表和行的编号时，列出公式及其数值、"
          "评价所依据的条款、输入数据的行和查询语句。最后一个词为列名，或用以区分各行"
          "的文字，如条款编号。"},
         0,
         4,
         run_explain},
    [COMMAND_STANDARDS] =
        {"standards",
         {"standards [list | table | parameters | columns LEVEL]", "standards show NAME [CLAUSE]",
          "standards check FILE... | diff A B"},
         {"list, show, check and compare standards", "列出、查看、检查和对比标准"},
         {"A standard is a table of clauses: built in, or a CSV or XLSX file. show prints its "
          "clauses, check reads files and compiles their formulas and exits with 4 where a cell is "
          "wrong, diff compares two, table prints all in Markdown; columns lists what formulas may "
          "use at a level, parameters what they read as :name.",
          "标准是条款表，可为内置，也可为 CSV、XLSX 文件。show 列出条款；check 读取文件并编译"
          "公式，有错误的单元格时退出码为 4；diff 对比两份标准；table 以 Markdown 输出对照表；"
          "columns 列出某层级公式可用的列；parameters 列出公式以 :name 引用的参数。"},
         0,
         32,
         run_standards},
    [COMMAND_LAYERS] = {"layers",
                        {"layers [NAME]"},
                        {"list what an output holds", "列出输出中的图层和表"},
                        {"With a name: its columns.", "给出名称时列出其各列。"},
                        0,
                        1,
                        run_layers},
    [COMMAND_DOCTOR] = {"doctor",
                        {"doctor"},
                        {"show libraries, formats and data files", "显示所用的库、格式和数据文件"},
                        {"Versions of everything linked, the drivers and data files that were "
                         "found, and what to do where one is missing. Exits with 3 where one is.",
                         "显示所链接的各库版本、找到的驱动和数据文件，以及缺失时的处理办法；"
                         "有缺失时退出码为 3。"},
                        0,
                        0,
                        run_doctor},
    [COMMAND_COMPLETION] = {"completion",
                            {"completion bash"},
                            {"print completion for a shell", "输出命令行补全脚本"},
                            {"Use it with: source <(catchment completion bash)",
                             "用法：source <(catchment completion bash)"},
                            1,
                            1,
                            run_completion},
    [COMMAND_HELP] = {"help",
                      {"help [COMMAND]", "help --man"},
                      {"show help", "显示帮助"},
                      {"With --man: the manual page, for man(1).", "加 --man 时输出手册页。"},
                      0,
                      1,
                      run_help},
    [COMMAND_VERSION] =
        {"version", {"version"}, {"show the version", "显示版本"}, {"", ""}, 0, 0, run_version},
};
