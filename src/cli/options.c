/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Commands and options. To add one is to add a row (and, for a command, its file).
 */
#include "options.h"
#include "commands.h"
#include <string.h>

#define BIT(command) (1u << COMMAND_##command)
#define MEASURING    (BIT(AUDIT) | BIT(REVIEW) | BIT(CHECK))
#define LOOKING      (MEASURING | BIT(INIT))

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
         {"Reads an output of audit, review or compare, and nothing else; several products may be "
          "asked for at once. Each file appears whole or not at all; one that exists needs "
          "--overwrite. --format goes to the product that it fits. Shapefiles have names of 10 "
          "bytes in Chinese, listed in fields.csv beside them, and come without the tables query "
          "and layer_styles; tables, and texts of more than 254 bytes, are CSV.",
          "只读取 audit、review 或 compare 的结果文件，可同时生成多种成果。每个文件要么完整写出，"
          "要么不写；已有文件须加 --overwrite。--format 用于与之相符的成果。Shapefile 的字段名"
          "为不超过 10 字节的中文名，对照表见同目录的 fields.csv；不含 query、layer_styles 两表；"
          "属性表和超过 254 字节的文字写成 CSV。"},
         1,
         1,
         run_publish},
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

const struct option options[OPTIONS] = {
    [OPTION_OUTPUT] = {"output",
                       'o',
                       "FILE",
                       BIT(AUDIT) | BIT(REVIEW) | BIT(COMPARE) | BIT(INIT),
                       false,
                       {"where the result goes", "结果文件"},
                       {NULL},
                       NULL},
    [OPTION_OVERWRITE] = {"overwrite",
                          0,
                          NULL,
                          BIT(AUDIT) | BIT(REVIEW) | BIT(COMPARE) | BIT(PUBLISH) | BIT(INIT),
                          false,
                          {"replace an output that exists", "替换已有的结果文件"},
                          {NULL},
                          NULL},
    [OPTION_COMMUNITIES] = {"communities",
                            0,
                            "FILE",
                            LOOKING,
                            false,
                            {"community boundaries", "社区边界"},
                            {NULL},
                            "communities.file"},
    [OPTION_POPULATION] = {"population",
                           0,
                           "[NAME=]FILE",
                           LOOKING,
                           true,
                           {"a population layer: raster, points or polygons",
                            "人口图层：栅格、点或面"},
                           {NULL},
                           NULL},
    [OPTION_FACILITIES] = {"facilities",
                           0,
                           "FILE",
                           LOOKING,
                           true,
                           {"a facility layer: points, polygons or a table with coordinates",
                            "设施图层：点、面或含坐标的表"},
                           {NULL},
                           NULL},
    [OPTION_RADIUS] =
        {"radius",
         0,
         "LENGTH",
         MEASURING | BIT(SOLVE),
         true,
         {"service radius, as 500m or 1.5km, of kinds that have none in the plan; of "
          "solve: a number in the instance's unit",
          "服务半径，如 500m、1.5km，用于方案中未给半径的设施类别；用于 solve：算例单位的数值"},
         {NULL},
         NULL},
    [OPTION_FIELD] = {"field",
                      0,
                      "LAYER.MEANING=NAME",
                      MEASURING,
                      true,
                      {"the field of a layer (community, population, facility) for a meaning, as "
                       "community.id=CODE; of several layers the one given before it",
                       "图层（community、population、facility）中某含义对应的字段，如 "
                       "community.id=CODE；有多个图层时为其前面给出的那个"},
                      {NULL},
                      NULL},
    [OPTION_KIND] = {"kind",
                     0,
                     "NAME",
                     MEASURING,
                     true,
                     {"the kind of all facilities of the layer given before it",
                      "其前面所给设施图层中全部设施的类别"},
                     {NULL},
                     NULL},
    [OPTION_HOUSEHOLD_SIZE] = {"household-size",
                               0,
                               "NUMBER",
                               MEASURING,
                               false,
                               {"people a household, where households are not known",
                                "户均人口，用于户数未知时"},
                               {NULL},
                               "household_size"},
    [OPTION_CRS] = {"crs",
                    0,
                    "CRS",
                    MEASURING,
                    false,
                    {"coordinate reference system of the output, as EPSG:4547",
                     "输出的坐标系，如 EPSG:4547"},
                    {NULL},
                    "output.crs"},
    [OPTION_STANDARD] = {"standard",
                         0,
                         "NAME",
                         BIT(AUDIT) | BIT(REVIEW),
                         true,
                         {"a standard to judge by: a built-in name, or a CSV or XLSX file",
                          "所依据的标准：内置名称，或 CSV、XLSX 文件"},
                         {NULL},
                         NULL},
    [OPTION_PARAMETER] = {"parameter",
                          0,
                          "NAME=VALUE",
                          BIT(AUDIT) | BIT(REVIEW),
                          true,
                          {"what the documents leave open, as stage=completion",
                           "文件未明确之处的取值，如 stage=completion"},
                          {NULL},
                          NULL},
    [OPTION_PROJECT] = {"project",
                        0,
                        "NAME=VALUE,...",
                        BIT(REVIEW),
                        true,
                        {"a project in words, as households=1350,floor_area_m2=300; Chinese titles "
                         "will do, too",
                         "用文字描述的项目，如 households=1350,floor_area_m2=300；也可用中文名称"},
                        {NULL},
                        NULL},
    [OPTION_FAIL_ON] =
        {"fail-on",
         0,
         "CONCLUSION",
         BIT(AUDIT) | BIT(REVIEW),
         false,
         {"audit: exit with 1 where a clause of the strength must or gate is not met "
          "(unmet), or cannot be judged either (unknown); review: where a project is "
          "refused (refuse), or refused or sent back (supply)",
          "audit：有“应”或“否决”条款不达标（unmet），或也有无法判定（unknown）时"
          "退出码为 1；review：有项目不予批准（refuse），或不予批准或退件补正"
          "（supply）时退出码为 1"},
         {"unmet", "unknown", "refuse", "supply", NULL},
         NULL},
    [OPTION_SET] = {"set",
                    0,
                    "PATH=VALUE",
                    MEASURING,
                    true,
                    {"any value of the plan, as kinds[0].radius=800m",
                     "方案中的任一取值，如 kinds[0].radius=800m"},
                    {NULL},
                    NULL},
    [OPTION_CODES] = {"codes",
                      0,
                      "TABLE",
                      BIT(COMPARE),
                      false,
                      {"a table of codes that changed, with the columns old and new",
                       "编号对照表，含原编号、现编号两列"},
                      {NULL},
                      NULL},
    [OPTION_REPORT] = {"report",
                       0,
                       "FILE",
                       BIT(PUBLISH),
                       false,
                       {"one page for the browser, with map, charts and tables; needs no network",
                        "单个网页，含地图、图表和表格，无需联网"},
                       {NULL},
                       NULL},
    [OPTION_SHEETS] = {"sheets",
                       0,
                       "DIR",
                       BIT(PUBLISH),
                       false,
                       {"a folder of sheets: the audit map, an atlas, an opinion of each project",
                        "图纸文件夹：审计图、图集和各项目审查意见"},
                       {NULL},
                       NULL},
    [OPTION_WORKBOOK] = {"workbook",
                         0,
                         "FILE",
                         BIT(PUBLISH),
                         false,
                         {"an Excel workbook of the tables", "含各表的 Excel 工作簿"},
                         {NULL},
                         NULL},
    [OPTION_EXPORT] = {"export",
                       0,
                       "DIR",
                       BIT(PUBLISH),
                       false,
                       {"a folder of files for other programs, one a layer or table",
                        "供其他软件使用的文件夹，每个图层、表一个文件"},
                       {NULL},
                       NULL},
    [OPTION_FORMAT] =
        {"format",
         0,
         "FORMAT",
         BIT(PUBLISH) | BIT(SOLVE),
         true,
         {"of --sheets: pdf (default) or png; of --export: shp (default), geojson, csv or fgb; of "
          "solve: orlib-pmed, orlib-scp, tsplib, points, sjc, census or capacitated",
          "用于 --sheets：pdf（默认）或 png；用于 --export：shp（默认）、geojson、csv 或 fgb；用于 "
          "solve：orlib-pmed、orlib-scp、tsplib、points、sjc、census 或 capacitated"},
         {"pdf", "png", "shp", "geojson", "csv", "fgb", "orlib-pmed", "orlib-scp", "tsplib",
          "points", "sjc", "census", "capacitated", NULL},
         NULL},
    [OPTION_ENCODING] = {"encoding",
                         0,
                         "ENCODING",
                         BIT(PUBLISH),
                         false,
                         {"of shapefiles: UTF-8 (default) or GBK",
                          "Shapefile 的编码：UTF-8（默认）或 GBK"},
                         {"UTF-8", "GBK", NULL},
                         NULL},
    [OPTION_RELINK] = {"relink",
                       0,
                       NULL,
                       BIT(PUBLISH),
                       false,
                       {"make the QGIS project inside the file find its layers after a rename",
                        "文件改名后，使其中的 QGIS 项目重新找到图层"},
                       {NULL},
                       NULL},
    [OPTION_MODEL] = {"model",
                      0,
                      "MODEL",
                      BIT(SOLVE),
                      false,
                      {"what is wanted of the sites; the format's usual one by default",
                       "选址模型；默认为该格式常用的模型"},
                      {NULL},
                      NULL},
    [OPTION_SITES] = {"p",
                      'p',
                      "NUMBER",
                      BIT(SOLVE),
                      false,
                      {"sites to open; the file's number by default", "设施数；默认取文件中的数"},
                      {NULL},
                      NULL},
    [OPTION_SHARE] = {"share",
                      0,
                      "NUMBER",
                      BIT(SOLVE),
                      false,
                      {"of lscp: the share of all weight to cover, as 0.9",
                       "用于 lscp：应覆盖的权重比例，如 0.9"},
                      {NULL},
                      NULL},
    [OPTION_DEMAND] = {"demand",
                       0,
                       "FILE",
                       BIT(SOLVE),
                       false,
                       {"a file of weights, a number a line", "权重文件，每行一个数"},
                       {NULL},
                       NULL},
    [OPTION_TIME_LIMIT] = {"time-limit",
                           0,
                           "TIME",
                           BIT(SOLVE),
                           false,
                           {"as 60s or 5min; then the best so far, with its bound",
                            "如 60s、5min；到时给出当前最好的结果及其界"},
                           {NULL},
                           NULL},
    [OPTION_SEED] = {"seed",
                     0,
                     "NUMBER",
                     BIT(SOLVE),
                     false,
                     {"of the search; the same seed gives the same result",
                      "搜索的随机种子；种子相同则结果相同"},
                     {NULL},
                     NULL},
    [OPTION_THREADS] = {"threads",
                        0,
                        "NUMBER",
                        MEASURING | BIT(SOLVE),
                        false,
                        {"threads, 0 for one a core; the result does not depend on it",
                         "线程数，0 为每核一个；不影响结果"},
                        {NULL},
                        NULL},
    [OPTION_STAMP] = {"stamp",
                      0,
                      NULL,
                      BIT(AUDIT) | BIT(REVIEW),
                      false,
                      {"write seconds and peak memory into the output",
                       "在结果中记录耗时和内存峰值"},
                      {NULL},
                      NULL},
    [OPTION_JSON] = {"json",
                     0,
                     NULL,
                     MEASURING | BIT(SOLVE) | BIT(COMPARE) | BIT(PUBLISH) | BIT(EXPLAIN) |
                         BIT(STANDARDS) | BIT(LAYERS) | BIT(DOCTOR) | BIT(VERSION),
                     false,
                     {"print one JSON document", "输出一个 JSON 文档"},
                     {NULL},
                     NULL},
    [OPTION_MAN] =
        {"man", 0, NULL, BIT(HELP), false, {"print the manual page", "输出手册页"}, {NULL}, NULL},
    [OPTION_PROGRESS] = {"progress",
                         0,
                         "HOW",
                         0,
                         false,
                         {"auto, bar, json or none; auto is a bar on a terminal, after one second",
                          "auto、bar、json 或 none；auto 为在终端上一秒后显示进度条"},
                         {"auto", "bar", "json", "none", NULL},
                         NULL},
    [OPTION_LANG] = {"lang",
                     0,
                     "LANGUAGE",
                     0,
                     false,
                     {"zh or en; otherwise as the locale says", "zh 或 en；默认随系统语言"},
                     {"zh", "en", NULL},
                     NULL},
    [OPTION_JSON_USAGE] = {"json-usage",
                           0,
                           NULL,
                           0,
                           false,
                           {"print commands and options as JSON", "以 JSON 输出全部命令和选项"},
                           {NULL},
                           NULL},
    [OPTION_HELP] = {"help", 'h', NULL, 0, false, {"show help", "显示帮助"}, {NULL}, NULL},
    [OPTION_VERSION] =
        {"version", 'V', NULL, 0, false, {"show the version", "显示版本"}, {NULL}, NULL},
};

bool option_belongs(const struct option *option, const struct command *command)
{
    return option->commands == 0 || (option->commands & 1u << (command - commands));
}

const struct option *find_option(const char *name, size_t n)
{
    for (size_t i = 0; i < OPTIONS; i++)
        if (strlen(options[i].name) == n && memcmp(options[i].name, name, n) == 0)
            return &options[i];
    return NULL;
}

const struct option *find_letter(char letter)
{
    for (size_t i = 0; i < OPTIONS; i++)
        if (options[i].letter && options[i].letter == letter)
            return &options[i];
    return NULL;
}

const struct command *find_command(const char *name)
{
    for (size_t i = 0; i < COMMANDS; i++)
        if (strcmp(commands[i].name, name) == 0)
            return &commands[i];
    return NULL;
}
