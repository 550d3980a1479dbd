/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Inside of the judge: clauses compiled, and what one of them sees of one object.
 */
#ifndef CT_JUDGE_JUDGING_H
#define CT_JUDGE_JUDGING_H

#include "base/text.h"
#include "judge/judge.h"

enum ct_role_of { CT_CONDITION, CT_MEASURE, CT_LIMIT, CT_LIMIT_HIGH, CT_EXPRESSIONS };

/* How the arithmetic of a formula can be written out. */
enum ct_form {
    CT_FORM_NUMBER,     /* 300 */
    CT_FORM_WORD,       /* households, :about_tolerance */
    CT_FORM_LARGEST,    /* max(300, 20 * households / 100): arguments of its own */
    CT_FORM_SMALLEST,   /* min(...) */
    CT_FORM_ARITHMETIC, /* + - * / and functions of numbers */
    CT_FORM_OTHER       /* everything else: CASE, texts, comparisons ... */
};

struct ct_argument { /* of a top-level max or min */
    char *text;
    struct ct_formula *formula;
    bool plain; /* a number as it stands */
    double value;
};

struct ct_expression {
    const char *text; /* "": not given */
    struct ct_formula *formula;
    enum ct_form form;
    struct ct_argument *arguments;
    size_t argument_count;
};

/* A word or a named value that a clause reads, in the order of first use. */
struct ct_read {
    const struct ct_word *word; /* or NULL */
    size_t column;
    const struct ct_parameter *parameter; /* or NULL */
    unsigned by;                          /* bits 1u << enum ct_role_of */
};

struct ct_case { /* a clause at one level */
    const struct ct_standard *standard;
    const struct ct_clause *clause;
    struct ct_expression expressions[CT_EXPRESSIONS];
    struct ct_read *reads;
    size_t read_count;
};

struct ct_bar { /* of one level */
    struct ct_vocabulary *vocabulary;
    struct ct_formulas *formulas;
    const struct ct_word **words; /* that its clauses read */
    size_t word_count;
    struct ct_case *cases;
    size_t case_count;
};

enum ct_why {
    CT_WHY_COMPARED,
    CT_WHY_REPORTED,
    CT_WHY_OTHER_TYPE,   /* urban only, rural only */
    CT_WHY_TYPE_UNKNOWN, /* is it urban or rural? */
    CT_WHY_CONDITION,    /* does not hold */
    CT_WHY_LACKING,      /* expressions without a value */
    CT_WHY_NO_NUMBER     /* a text where a number is compared */
};

/* What a clause saw of an object. */
struct ct_sight {
    const struct ct_case *of;
    const struct ct_parameters *parameters;
    const struct ct_cell *cells;
    enum ct_level level;
    unsigned evaluated, lacking;           /* bits 1u << enum ct_role_of */
    struct ct_cell values[CT_EXPRESSIONS]; /* of those evaluated */
    double low, high;                      /* about, between: what is allowed */
    enum ct_why why;
    enum ct_result_of result;
    double value, limit_value, gap;
};

/* bar.c: the clauses of a level. Close it in any case. */
enum ct_status CT_CHECKED ct_bar_open(const struct ct_standards *standards,
                                      const struct ct_parameters *parameters, enum ct_level level,
                                      struct ct_bar *out, struct ct_error *err);
void ct_bar_close(struct ct_bar *bar);

/* verdict.c: judges one clause; the row of cells is set. */
enum ct_status CT_CHECKED ct_sight_judge(struct ct_sight *sight, const char *area_type,
                                         struct ct_error *err);

/* form.c: the form of a formula; arguments are compiled in `formulas`. */
enum ct_status CT_CHECKED ct_expression_look(struct ct_expression *expression,
                                             struct ct_formulas *formulas, struct ct_error *err);
void ct_expression_free(struct ct_expression *expression);
/* The formula with values in place of words and names, signs as people write them. */
void ct_form_add(struct ct_buffer *out, const char *formula, const struct ct_sight *sight,
                 enum ct_language lang);
bool ct_form_is_number(const char *formula, double *out);

/* reason.c, evidence.c */
void ct_reason_add(struct ct_buffer *out, const struct ct_sight *sight, enum ct_language lang);
void ct_evidence_add(struct ct_buffer *out, const struct ct_sight *sight);

/* A number as reasons print it: two decimals from 1 on, more where value and limit, which are not
 * equal, would look so; out >= 40 bytes. */
void ct_sight_number(const struct ct_sight *sight, double value, char out[40]);

/* The cell of a read: of the row, or the named value. */
struct ct_cell ct_read_cell(const struct ct_read *read, const struct ct_cell *cells);
struct ct_cell ct_parameter_cell(const struct ct_parameter *parameter);

#endif
