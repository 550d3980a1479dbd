/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Facts of the run itself: enough to repeat it. Files are named without their folder, times and
 * memory are left out unless asked for, so that equal inputs give equal bytes anywhere. O(rows).
 */
#include "base/text.h"
#include "catchment/about.h"
#include "gis/linked.h"
#include "publish/facts.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

static void add_line(struct ct_facts *facts, struct ct_query *row, const char *key,
                     const char *value)
{
    if (facts->status != CT_OK)
        return;
    ct_query_text(row, 1, key);
    ct_query_text(row, 2, value);
    facts->status = ct_query_run(row, facts->err);
}

static void add_number(struct ct_facts *facts, struct ct_query *row, const char *key, double value)
{
    char text[32];

    if (isnan(value))
        return;
    ct_text_from_double(text, value);
    add_line(facts, row, key, text);
}

static void add_versions(struct ct_facts *facts, struct ct_query *row)
{
    const char *name;
    char version[64];

    add_line(facts, row, "catchment", ct_version());
    for (size_t i = 0; ct_linked_library(i, &name, version); i++)
        add_line(facts, row, name, version);
}

static void add_radii(struct ct_facts *facts, struct ct_query *row, const struct ct_kind *kind)
{
    struct ct_buffer key = {0}, value = {0};
    char text[32];

    ct_buffer_printf(&key, "radius_m.%s", kind->name);
    for (size_t i = 0; i < kind->radius_count; i++) {
        ct_text_from_double(text, kind->radius_m[i]);
        ct_buffer_printf(&value, "%s%s", i > 0 ? " " : "", text);
    }
    add_line(facts, row, key.data, value.data);
    ct_buffer_free(&key);
    ct_buffer_free(&value);
}

static void add_settings(struct ct_facts *facts, struct ct_query *row)
{
    const struct ct_plan *plan = facts->plan;
    const struct ct_city *city = facts->city;

    add_line(facts, row, "output_crs", city->crs);
    for (size_t i = 0; i < city->kind_count; i++)
        add_radii(facts, row, &city->kinds[i]);
    add_number(facts, row, "household_size", plan->household_size);
    add_line(facts, row, "floor_area.shared", plan->shared == CT_SHARED_WHOLE ? "whole" : "split");
    add_number(facts, row, "floor_area.required_urban_m2", plan->required_urban_m2);
    add_number(facts, row, "floor_area.required_rural_m2", plan->required_rural_m2);
}

/* What sheets print; only what the plan says. */
static void add_imprint(struct ct_facts *facts, struct ct_query *row)
{
    const char *const lines[][2] = {{"output.year", facts->plan->output_year},
                                    {"output.compiled_by", facts->plan->output_compiled_by},
                                    {"output.date", facts->plan->output_date}};

    for (int i = 0; i < 3; i++)
        if (lines[i][1] != NULL)
            add_line(facts, row, lines[i][0], lines[i][1]);
}

static void bind_input(struct ct_query *row, const struct ct_facts *facts, size_t i)
{
    const struct ct_input_file *file = &facts->city->files[i];
    const char *slash = strrchr(file->path, '/');

    ct_query_text(row, 1, slash != NULL ? slash + 1 : file->path);
    ct_query_integer(row, 2, file->size);
    ct_query_text(row, 3, file->sha256);
}

void ct_facts_run(struct ct_facts *facts, double seconds, double peak_mb)
{
    struct ct_query *row = NULL;

    if (facts->status != CT_OK)
        return;
    facts->status = ct_query_new(facts->work, "INSERT INTO run_fact (key, value) VALUES (?, ?)",
                                 &row, facts->err);
    add_line(facts, row, "title", facts->city->title);
    add_line(facts, row, "plan", facts->plan->text);
    add_versions(facts, row);
    add_settings(facts, row);
    add_imprint(facts, row);
    add_number(facts, row, "seconds", seconds);
    add_number(facts, row, "peak_mb", peak_mb);
    ct_query_free(row);
    ct_facts_add(facts, "INSERT INTO input VALUES (?, ?, ?)", facts->city->file_count, bind_input);
}
