/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From measures to a GeoPackage: facts into the bench, queries over them, layers and tables into a
 * file in a fresh folder, a check of that file, and the rename. Nothing here depends on the number
 * of threads or on the clock. Cost: O(rows log rows + vertices); memory: the bench's page cache and
 * one shape.
 */
#include "publish/publish.h"
#include "base/fail.h"
#include "base/progress.h"
#include "base/text.h"
#include "base/usage.h"
#include "judge/bench.h"
#include "publish/facts.h"
#include "publish/package.h"
#include "publish/tables.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum ct_status ct_publish_allowed(const char *path, const struct ct_city *city, bool overwrite,
                                  struct ct_error *err)
{
    return ct_package_allowed(path, city != NULL ? city->files : NULL,
                              city != NULL ? city->file_count : 0, overwrite, err);
}

static enum ct_status script(struct ct_facts *facts, const char *sql)
{
    return ct_work_script(facts->work, sql, sql, facts->err);
}

/* The queries, folder by folder; behind the first of them the judge has all that it reads. */
static void run_queries(struct ct_facts *facts, const struct ct_purpose *purpose)
{
    struct ct_judge *judge = facts->publication->judge;

    for (size_t i = 0; purpose->folders[i] != NULL; i++) {
        if (facts->status == CT_OK)
            facts->status = ct_tables_query(facts->work, purpose->folders[i], facts->err);
        if (facts->status == CT_OK && i == 0 && judge != NULL)
            facts->status = ct_judge_bench(facts->work, judge, facts->err);
    }
    if (facts->status == CT_OK && facts->publication->review)
        facts->status =
            ct_judge_projects(facts->work, judge, facts->publication->opinions, facts->err);
}

/* Fills the bench: facts, then what the queries make of them, then the units' shapes. */
static enum ct_status compute(struct ct_facts *facts, const struct ct_purpose *purpose,
                              const struct ct_run *run, double started)
{
    bool stamp = run != NULL && run->stamp;

    facts->status = ct_tables_facts(facts->work, purpose->folders[0], facts->err);
    if (facts->status == CT_OK)
        facts->status = script(facts, "BEGIN");
    ct_facts_city(facts);
    ct_facts_indicators(facts);
    ct_facts_projects(facts);
    ct_facts_measures(facts);
    ct_facts_shapes(facts);
    ct_facts_surroundings(facts);
    ct_facts_site(facts);
    ct_facts_after(facts);
    ct_facts_run(facts, stamp ? ct_clock_seconds() - started : (double)NAN,
                 stamp ? ct_peak_memory_mb() : (double)NAN);
    if (facts->status == CT_OK)
        facts->status = ct_progress(run, "publish", 0.3, facts->err);
    run_queries(facts, purpose);
    ct_facts_unite(facts);
    if (facts->status == CT_OK)
        facts->status = ct_tables_describe(facts->work, purpose, facts->err);
    if (facts->status == CT_OK)
        facts->status = script(facts, "COMMIT");
    return facts->status;
}

static enum ct_status write_file(struct ct_work *work, const struct ct_purpose *purpose,
                                 const char *path, const char *crs, const struct ct_run *run,
                                 struct ct_error *err)
{
    enum ct_status status = ct_progress(run, "publish", 0.6, err);

    if (status == CT_OK)
        status = ct_tables_features(work, purpose, path, crs, err);
    if (status == CT_OK)
        status = ct_progress(run, "publish", 0.8, err);
    if (status == CT_OK)
        status = ct_tables_attributes(work, purpose, path, err);
    if (status == CT_OK)
        status = ct_tables_verify(work, path, err);
    return status == CT_OK ? ct_progress(run, "publish", 0.9, err) : status;
}

enum ct_status ct_publish(const char *path, const struct ct_publication *publication,
                          const struct ct_run *run, double started, struct ct_figures *figures,
                          struct ct_error *err)
{
    bool overwrite = run != NULL && run->overwrite;
    const struct ct_city *city = publication->city;
    const struct ct_purpose *purpose = publication->proposal != NULL ? &ct_for_site
                                       : publication->review         ? &ct_for_review
                                                                     : &ct_for_audit;
    struct ct_facts facts = {.publication = publication,
                             .plan = publication->plan,
                             .city = city,
                             .findings = publication->findings,
                             .measures = publication->measures,
                             .err = err};
    struct ct_package package = {0};
    struct ct_crs *crs = NULL;
    enum ct_status status = ct_publish_allowed(path, city, overwrite, err);

    if (status == CT_OK)
        status = ct_crs_new(city->crs, &crs, err);
    if (status == CT_OK)
        status = ct_projector_new(crs, &facts.projector, err);
    if (status == CT_OK)
        status = ct_work_open(NULL, &facts.work, err);
    if (status == CT_OK)
        status = compute(&facts, purpose, run, started);
    if (status == CT_OK)
        status = ct_figures_read(facts.work, figures, err);
    if (status == CT_OK)
        status = ct_figures_read_totals(facts.work, figures, err);
    if (status == CT_OK)
        status = ct_package_begin(&package, path, err);
    if (status == CT_OK)
        status = write_file(facts.work, purpose, package.file, city->crs, run, err);
    ct_work_close(facts.work); /* lets go of the file */
    ct_projector_free(facts.projector);
    ct_crs_free(crs);
    if (status == CT_OK)
        status = ct_package_finish(&package, overwrite, err);
    ct_package_discard(&package);
    if (status != CT_OK)
        ct_figures_free(figures);
    return status;
}
