# SPDX-License-Identifier: GPL-3.0-or-later
# check.py WHAT OUTPUT.gpkg BOOK.xlsx LANGUAGE: is the workbook what the output says? Formulas are
# computed here, from the rows, by an interpreter of the few functions they use.
import re
import sqlite3
import sys
import openpyxl
from openpyxl.utils import range_boundaries

what, output, path, lang = sys.argv[1:]
zh = lang == "zh"
db = sqlite3.connect(output)
book = openpyxl.load_workbook(path)
cached = openpyxl.load_workbook(path, data_only=True)
failed = []


def need(condition, text):
    if not condition:
        failed.append(text)


def near(a, b):
    return a is not None and b is not None and abs(a - b) <= 1e-9 * (1 + abs(b))


def query(sql, *values):
    return db.execute(sql, values).fetchall()


# --- every sheet ----------------------------------------------------------------------------------
common = {"汇总": "Summary", "A 街道级": "A Streets", "B 社区级（底表）": "B Communities",
          "C 汇总（社区用房分级）": "C Communities by premises", "C 汇总（街道中心）": "C Streets with a centre",
          "D 按设施类别": "D By kind of facility", "年度统计": "Yearly statistics", "缺口": "Gaps",
          "参数与方法": "Methods", "数据问题": "Findings", "字段说明": "Columns"}
judged = {"条款评价": "Verdicts", "条款达标率": "Verdicts counted", "条款原文": "Clauses"}
reviewed = {"项目审查": "Projects", "表1 配建审查": "Table 1 Provision", "表2 程序审查": "Table 2 Procedure",
            "表3 周边设施（服务半径）": "Table 3 Surroundings", "项目影响": "Effect of projects"}
sited = {"选址说明": "Proposal", "选址": "Siting", "选址曲线": "Curve of sites", "选址效果": "Effect of sites", "服务来源": "Whom sites serve",
         "剩余盲区": "Remaining gaps"}
compared = {"汇总": 1, "年度统计": 1, "变化（合计）": 1, "变化（社区）": 1, "变化（条款）": 1, "变化（设施）": 1,
            "变化（指标）": 1, "变化（结论）": 1, "参数与方法": 1, "字段说明": 1}
wanted = {"audit": {**common, **judged}, "whole": common, "review": {**common, **judged, **reviewed}, "site": {**common, **sited},
          "hostile": {**common, **judged}, "compare": compared, "parts": common}[what]
wanted = [name if zh else wanted[name] for name in wanted]
if what == "hostile":  # two tables are gone; of the gaps, communities without premises are left
    wanted = [name for name in wanted if name not in ("条款评价", "C 汇总（街道中心）")]
if what == "compare":  # of facilities and verdicts only what changed is there
    wanted = [name for name in wanted if name in book.sheetnames or name not in ("变化（设施）", "变化（条款）", "变化（结论）")]
need(what == "parts" or set(wanted) == set(book.sheetnames), f"sheets: {set(wanted) ^ set(book.sheetnames)}")
for sheet in book:
    name = sheet.title
    head = [cell.value for cell in sheet[1]]
    need(len(name) <= 31 and all(head) and len(set(head)) == len(head), f"{name}: header {head}")
    need(sheet.freeze_panes and sheet.freeze_panes.endswith("2"), f"{name}: frozen {sheet.freeze_panes}")
    need(sheet.auto_filter.ref and sheet.auto_filter.ref.startswith("A1:"), f"{name}: no filter")
    need(sheet.page_setup.orientation == "landscape" and int(sheet.page_setup.paperSize) == 9, f"{name}: paper")
    need(sheet.sheet_properties.pageSetUpPr.fitToPage and sheet.page_setup.fitToHeight == 0, f"{name}: fit")
    need(sheet.print_title_rows in ("1:1", "$1:$1"), f"{name}: {sheet.print_title_rows}")
    need("&P" in str(sheet.oddFooter.center.text) or "&[Page]" in str(sheet.oddFooter.center.text), f"{name}: page")
    need(zh or not re.search("[一-鿿]", "".join(head)), f"{name}: Chinese in {head}")
    widths = [sheet.column_dimensions[c].width for c in sheet.column_dimensions]
    need(all(6 < w < 60 for w in widths), f"{name}: widths {widths}")


# --- formulas -------------------------------------------------------------------------------------
def cells(sheet, text):
    part = re.fullmatch(r"(?:'([^']*)'!)?(.*)", text)
    sheet = cached[part[1]] if part[1] else sheet
    c0, r0, c1, r1 = range_boundaries(part[2])
    return [sheet.cell(r, c).value for r in range(r0, r1 + 1) for c in range(c0, c1 + 1)]


def number(value):
    return value if isinstance(value, (int, float)) else 0


def call(sheet, name, text):
    if name == "SUMPRODUCT" and text.startswith("("):
        test, *rest = text.split("*")
        range_, word = re.fullmatch(r'\((.*)="(.*)"\)', test).groups()
        return sum((a == word) * number(b) * number(c) for a, b, c in
                   zip(cells(sheet, range_), cells(sheet, rest[0]), cells(sheet, rest[1])))
    words = text.split(",")
    if name == "SUMPRODUCT":
        return sum(number(a) * number(b) for a, b in zip(cells(sheet, words[0]), cells(sheet, words[1])))
    if name == "SUMIF":
        return sum(number(b) for a, b in zip(cells(sheet, words[0]), cells(sheet, words[2])) if f'"{a}"' == words[1])
    return {"SUM": sum, "COUNT": len}[name]([v for v in cells(sheet, text) if isinstance(v, (int, float))])


def compute(sheet, formula):
    text = re.sub(r"([A-Z]+)\(((?:\([^()]*\)|[^()])*)\)", lambda m: repr(call(sheet, m[1], m[2])), formula[1:])
    text = re.sub(r"\b[A-Z]+\d+\b", lambda m: repr(number(sheet[m[0]].value)), text)
    return eval(text, {"__builtins__": {}})


count = 0
for sheet in book:
    for row in sheet.iter_rows():
        for cell in row:
            if cell.data_type == "f":
                count += 1
                value = cached[sheet.title][cell.coordinate].value
                again = compute(cached[sheet.title], cell.value)
                need(near(again, value), f"{sheet.title}!{cell.coordinate} {cell.value}: {again}, cached {value}")
need(count > 100 or what == "compare", f"only {count} formulas")

if what == "parts":  # sheets of 20 rows
    parts = [name for name in book.sheetnames if name.startswith("B ")]
    need(len(parts) > 3 and all(sheet.max_row <= 20 for sheet in book), f"parts {parts}")
    ids = [c.value for name in parts for c in book[name]["B"][1:] if c.value]
    need(sorted(ids) == sorted(i for i, in query("select unit_id from community")), "communities of all parts")
    for text in failed[:20]:
        print(text)
    sys.exit(bool(failed))


def table(name):
    rows = list(cached[name].iter_rows(values_only=True))
    names = [r[4] for r in list(cached["字段说明" if zh else "Columns"].iter_rows(values_only=True))[1:]
             if r[0] == name and r[3] in ("是", "yes")]
    need(len(names) == len(rows[0]), f"{name}: {len(names)} names, {len(rows[0])} columns")
    return [dict(zip(names, r)) for r in rows[1:]]


def compare(name, row, field, value):
    if value is not None or row.get(field) is not None:
        need(near(row.get(field), value), f"{name} {field}: {row.get(field)}, the output has {value}")


# --- table B against the output -------------------------------------------------------------------
if what != "compare":
    word = dict(community="社区", street="街道小计", county="区县小计", total="合计", level="街道") if zh else dict(
        community="community", street="street subtotal", county="county subtotal", total="total", level="street")
    ledger = table("B 社区级（底表）" if zh else "B Communities")
    ids = [r["unit_id"] for r in ledger if r["unit_id"] is not None]
    need(sorted(ids) == sorted(i for i, in query("select unit_id from community")), "communities")
    need(all(isinstance(i, str) and len(i) == 12 for i in ids), "codes are no texts of twelve digits")
    first = query("select kind, reach, demand from coverage where demand not in ('households', 'area_m2') order by fid limit 1")[0]
    seen = 0
    for r in ledger:
        if r["level"] == word["community"]:
            continue
        seen += 1
        level, unit = (("city", "*") if r["level"] == word["total"] else
                       ("county", r["county"]) if r["level"] == word["county"] else ("street", r["street"]))
        area = query("select households, facilities, floor_area_m2, per_100_households from floor_area"
                     " where kind = '*' and level = ? and unit_id = ?", level, unit)[0]
        for field, value in zip(("households", "facilities", "floor_area_m2", "per_100_households"), area):
            compare(f"B {unit}", r, field, value)
        reach = query("select total, covered, share, total - covered from coverage where level = ? and unit_id = ?"
                      " and kind = ? and reach = ? and demand = ?", level, unit, *first)[0]
        for field, value in zip(("people", "covered", "share", "uncovered"), reach):
            compare(f"B {unit}", r, field, value)
    units = query("select count(*) from street")[0][0] + query("select count(*) from county")[0][0] + 1
    need(seen == units, f"{seen} totals of {units} units")

    # --- table C -----------------------------------------------------------------------------------
    statistic = table("C 汇总（社区用房分级）" if zh else "C Communities by premises")
    fields = ("communities", "without_premises", "below_200", "from_200_below_300", "from_300_below_400",
              "at_least_400", "with_premises", "coverage", "households", "per_100_households_mean", "rated",
              "at_least_20", "at_least_20_share", "at_least_30", "at_least_30_share")
    if what != "whole":  # where a shared facility counts whole, urban and rural parts hold it twice
        fields += ("floor_area_m2", "per_100_households")
    for r in statistic:
        if r["level"] == word["county"] or r["level"] == word["total"]:
            level, unit = ("county", r["county"]) if r["level"] == word["county"] else ("city", "*")
            values = query(f"select {', '.join(fields)} from community_statistic"
                           " where area_type = 'all' and level = ? and unit_id = ?", level, unit)[0]
            for field, value in zip(fields, values):
                compare(f"C {unit}", r, field, value)

    # --- words and colours -------------------------------------------------------------------------
    if what in ("audit", "review"):
        sheet = book["B 社区级（底表）" if zh else "B Communities"]
        shades = {}
        for part in sheet.conditional_formatting:
            for rule in part.rules:
                shades.setdefault(str(part.sqref).split(":")[0][0], {})[rule.formula[0].strip('"')] = \
                    rule.dxf.fill.bgColor.rgb
        column = [s for s in shades.values() if ("达标" if zh else "nearly met") in s]
        need(column and len(set(column[0].values())) == 4, f"colours {shades}")
        said = {r["assessment"] for r in ledger if r["assessment"]}
        need(said and said <= set(column[0]), f"assessments {said}")
        verdicts = table("条款评价" if zh else "Verdicts")
        need(len(verdicts) == query("select count(*) from verdict")[0][0], "verdicts are missing")
        quotes = dict(query("select clause, quote_zh from clause"))
        need(all(r["quote"] == quotes[r["clause"]] for r in verdicts), "quotes")
        results = dict(met="符合", unmet="不符合", unknown="无法判定", exempt="不适用")
        stored = query("select result, reason_zh from verdict order by fid")
        need(not zh or [(r["result"], r["reason"]) for r in verdicts] == [(results[a], b) for a, b in stored],
             "results and reasons in the order of the output")
    if what == "audit":
        hashes = {r["value"] for r in table("参数与方法")}
        need({v for v, in query("select value from run where key like '%sha256'")} <= hashes, "sha256")
        plan = query("select value from run where key = 'plan'")[0][0]
        lines = [r["value"] or "" for r in table("参数与方法") if r["part"] == "计划"]
        need("\n".join(lines).rstrip("\n") == plan.rstrip("\n"), "the plan's lines")
    if what == "hostile":
        names = {r["unit_id"]: r["name"] for r in ledger}
        for unit, name in query("select unit_id, name from community"):
            told = re.sub("_x([0-9A-F]{4})_", lambda m: chr(int(m[1], 16)), names[unit])
            need(told == name, f"{names[unit]!r} is not {name!r}")
        sheet = book["B 社区级（底表）"]
        need(all(c.data_type in ("s", "inlineStr") for c in sheet["C"][1:7]), "a name is a formula")
        long = query("select text_zh from finding where fid = 2")[0][0]
        pieces = [r["text_zh"] for r in table("数据问题")]
        need(long in "".join(p for p in pieces if p), "a long text is cut")
        need(all(len(p.encode("utf-16-le")) <= 2 * 32767 for p in pieces if p), "a cell is too long")
if what == "review":
    projects = table("项目审查" if zh else "Projects")
    need(near(projects[-1]["gap_m2"], query("select sum(gap_m2) from project")[0][0]), "gaps of projects")
    need([r["project_id"] for r in projects[:-1]] == [i for i, in query("select project_id from project order by fid")], "projects")
if what == "compare":
    total = {r["figure"]: r for r in table("变化（合计）")}
    need(near(table("年度统计")[0]["floor_area_m2"], query(
        "select new_all from change_total where figure = 'floor_area_m2' and kind = '*'")[0][0]), "year")
    need(len(total) > 3, "totals")
if what == "site":
    sites, fields = table("选址" if zh else "Siting"), ("people_gained", "people_served", "floor_area_m2", "households_served")
    for field, value in zip(fields, query(f"select {', '.join(f'sum({f})' for f in fields)} from site")[0]):
        compare("the total of sites", sites[-1], field, value)
    stored = query("select value from proposal where key = 'objective'")[0][0]
    need(near(sites[-1]["people_gained"], stored), f"gains add up to {sites[-1]['people_gained']}, the objective is {stored}")
    need([(r["rank"], r["site_id"], r["community"]) for r in sites[:-1]] == query("select rank, site_id, community from site order by rank"), "sites")
    curve = table("选址曲线" if zh else "Curve of sites")
    for r, (n, objective, bound, gap, people, share) in zip(curve, query("select sites, objective, bound, gap, people, share from curve order by fid"), strict=True):
        for field, value in (("sites", n), ("objective", objective), ("bound", bound), ("gap", gap), ("people", people), ("share", share)):
            compare(f"curve {n}", r, field, value)
        need(r["status"] == ("已证明最优" if zh else "optimal, proved") and r["unit"] == ("人" if zh else "people"), f"curve {r}")
    need(all(near(b["more"], b["people"] - a["people"]) for a, b in zip(curve, curve[1:])), "what a site more brings")
    effect = table("选址效果" if zh else "Effect of sites")
    for r, (figure, before, after) in zip(effect, query("select figure, before, after from site_effect order by fid"), strict=True):
        need(r["figure"] == figure and near(r["before"], before) and near(r["after"], after), f"effect {r}")
    need(all(near(r["difference"], r["after"] - r["before"]) and r["title"] != r["figure"] for r in effect), "differences, titles")
    need({r["name"] for r in effect} >= {"金河社区", "柳浪街道", "澄西区"}, "names of units")
    for r, (site, unit, people) in zip(table("服务来源" if zh else "Whom sites serve"), query("select site_id, unit_id, people from assignment order by fid"), strict=True):
        need((r["site_id"], r["unit_id"]) == (site, unit) and near(r["people"], people), f"whom sites serve: {r}")
    about = {r["key"]: r for r in table("选址说明" if zh else "Proposal")}
    need(near(about["bound"]["value"], query("select value from proposal where key = 'bound'")[0][0]), "the bound")
    need(about["status"]["text"] == ("已证明最优" if zh else "optimal, proved") and about["gap"]["share"] == 0, f"{about['status']}")
for text in failed[:20]:
    print(f"{what} {lang}: {text}")
sys.exit(bool(failed))
