/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The chain of queries behind a table: its layer names tables, each of which some query makes
 * ("CREATE TABLE name"). Walked back from the layer, printed in the order they ran. O(queries^2).
 */
#include "base/fail.h"
#include "base/text.h"
#include "publish/explanation.h"
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct chain {
    struct query {
        char *name, *text, *title[2];
        bool wanted;
    } * queries;
    size_t count;
};

static enum ct_status read_queries(struct ct_work *work, struct chain *chain, struct ct_error *err)
{
    static const char sql[] = "SELECT name, sql, title_en, title_zh FROM out.query ORDER BY fid";
    struct ct_query *rows = NULL;
    bool row = true;
    enum ct_status status = ct_query_new(work, sql, &rows, err);

    while (status == CT_OK) {
        status = ct_query_step(rows, &row, err);
        if (status != CT_OK || !row)
            break;
        struct query *more = realloc(chain->queries, (chain->count + 1) * sizeof *more);
        if (more == NULL) {
            status = ct_fail_memory(err);
            break;
        }
        chain->queries = more;
        struct query *query = &more[chain->count++];
        *query = (struct query){.name = ct_text_copy(ct_query_get_text(rows, 0)),
                                .text = ct_text_copy(ct_query_get_text(rows, 1)),
                                .title = {ct_text_copy(ct_query_get_text(rows, 2)),
                                          ct_text_copy(ct_query_get_text(rows, 3))}};
        if (query->name == NULL || query->text == NULL)
            status = ct_fail_memory(err);
    }
    ct_query_free(rows);
    return status;
}

static bool in_name(char c)
{
    return isalnum((unsigned char)c) || c == '_';
}

/* The first place of `word` as a word of its own; NULL where it is not. */
static const char *find_word(const char *text, const char *word)
{
    size_t n = strlen(word);

    for (const char *at = strstr(text, word); at != NULL; at = strstr(at + 1, word))
        if ((at == text || !in_name(at[-1])) && !in_name(at[n]))
            return at;
    return NULL;
}

/* Does `text` read a table that `maker` makes? */
static bool reads_from(const char *text, const char *maker)
{
    static const char create[] = "\nCREATE TABLE ";

    for (const char *at = strstr(maker, create); at != NULL; at = strstr(at + 1, create)) {
        char name[80];
        const char *from = at + strlen(create);
        size_t n = strcspn(from, " (\n");
        snprintf(name, sizeof name, "%.*s", (int)n, from);
        if (n < sizeof name && find_word(text, name) != NULL)
            return true;
    }
    return false;
}

/* Layers are the ends of the chain, the fact tables its beginning: no arithmetic. */
static bool may_be_wanted(const struct query *query)
{
    return !query->wanted && strncmp(query->name, "layers/", 7) != 0 &&
           strcmp(query->name, "facts") != 0;
}

/* Wants the queries that make tables named in `text`, and those behind them. */
static void want_makers(struct chain *chain, const char *text)
{
    for (size_t k = 0; k < chain->count; k++) {
        struct query *query = &chain->queries[k];
        if (!may_be_wanted(query) || !reads_from(text, query->text))
            continue;
        query->wanted = true;
        want_makers(chain, query->text);
    }
}

/* The table that a column of the layer comes from: "a.share" and "unit_share a" give "unit_share".
 * "" where the layer does not say it so. */
static void table_of(const char *layer, const char *column, char out[80])
{
    const char *select = strstr(layer, "\nSELECT "), *tables = strstr(layer, "\n  FROM ");
    const char *at = select != NULL ? find_word(select + 1, column) : NULL;
    char alias[3] = "";

    *out = '\0';
    if (at == NULL || tables == NULL || at > tables || at[-1] != '.')
        return;
    alias[0] = at[-2];
    at = find_word(tables + 1, alias);
    if (at == NULL || at[-1] != ' ')
        return;
    const char *end = at - 1, *from = end;
    while (isalnum((unsigned char)from[-1]) || from[-1] == '_')
        from--;
    snprintf(out, 80, "%.*s", (int)(end - from), from);
}

static void want_all(struct chain *chain, const char *layer, const char *column)
{
    for (size_t i = 0; i < chain->count; i++) {
        char table[80] = "";
        if (strcmp(chain->queries[i].name, layer) != 0)
            continue;
        if (column != NULL)
            table_of(chain->queries[i].text, column, table);
        chain->queries[i].wanted = true;
        want_makers(chain, *table != '\0' ? table : chain->queries[i].text);
    }
}

enum ct_status ct_explain_queries(struct ct_explanation *explanation, struct ct_work *work,
                                  const char *table, const char *column, struct ct_error *err)
{
    static const char *const heading[2] = {"Queries, in the order they ran",
                                           "查询语句（按运行顺序）"};
    struct chain chain = {0};
    char layer[96];

    snprintf(layer, sizeof layer, "layers/%s.sql", table);
    enum ct_status status = read_queries(work, &chain, err);
    want_all(&chain, layer, column);
    for (size_t i = 0; status == CT_OK && i < chain.count; i++) {
        const struct query *query = &chain.queries[i];
        char title[2][192];
        if (!query->wanted)
            continue;
        for (int lang = CT_EN; lang <= CT_ZH; lang++)
            snprintf(title[lang], sizeof title[lang], "%s: %s", query->name,
                     query->title[lang] != NULL ? query->title[lang] : "");
        status = ct_explanation_add(explanation, "query", heading,
                                    (const char *const[]){title[CT_EN], title[CT_ZH]},
                                    (const char *const[]){query->text, query->text}, err);
    }
    for (size_t i = 0; i < chain.count; i++) {
        free(chain.queries[i].name);
        free(chain.queries[i].text);
        free(chain.queries[i].title[CT_EN]);
        free(chain.queries[i].title[CT_ZH]);
    }
    free(chain.queries);
    return status;
}
