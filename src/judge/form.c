/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A small reader of formulas, for reasons only: what a formula is worth says SQLite. It tells the
 * arithmetic that can be written out with values in place of names from all else, and takes the
 * arguments of a top-level max() or min() apart. O(length).
 */
#include "base/fail.h"
#include "judge/judging.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "judge/unit_text.h"

enum token_of { TOKEN_END, TOKEN_WORD, TOKEN_NAME, TOKEN_NUMBER, TOKEN_TEXT, TOKEN_SIGN };

struct token {
    enum token_of type;
    const char *s; /* of a name: behind the colon */
    size_t size;
    bool call; /* a word before a bracket */
};

static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_";
static const char digits[] = "0123456789.";

/* The size of a number at s: "20", "0.5", "1e6". */
static size_t number_size(const char *s)
{
    size_t n = strspn(s, digits);

    if (s[n] == 'e' || s[n] == 'E') {
        size_t sign = s[n + 1] == '-' || s[n + 1] == '+';
        size_t exponent = strspn(s + n + 1 + sign, "0123456789");
        n += exponent > 0 ? 1 + sign + exponent : 0;
    }
    return n;
}

/* The next token; *at moves behind it. */
static struct token next_token(const char **at)
{
    const char *s = *at + strspn(*at, " \t\r\n");
    struct token token = {.type = TOKEN_SIGN, .s = s, .size = 1};

    if (*s == '\0') {
        token.type = TOKEN_END;
        token.size = 0;
    } else if (*s == '\'') {
        const char *end = strchr(s + 1, '\'');
        token.type = TOKEN_TEXT;
        token.size = end != NULL ? (size_t)(end + 1 - s) : strlen(s);
    } else if (strchr(digits, *s) != NULL) {
        token.type = TOKEN_NUMBER;
        token.size = number_size(s);
    } else if (*s == ':') {
        token.type = TOKEN_NAME;
        token.s = s + 1;
        token.size = strspn(s + 1, letters);
    } else if (strchr(letters, *s) != NULL) {
        token.type = TOKEN_WORD;
        token.size = strspn(s, letters);
        token.call = s[token.size + strspn(s + token.size, " ")] == '(';
    }
    *at = token.s + token.size;
    return token;
}

static bool token_is(const struct token *token, const char *word)
{
    return token->size == strlen(word) && strncmp(token->s, word, token->size) == 0;
}

static bool is_one_of(const struct token *token, const char *const *words)
{
    while (*words != NULL && !token_is(token, *words))
        words++;
    return *words != NULL;
}

/* Words of SQL; what is none and no call is a column. */
static bool is_arithmetic(const struct token *token)
{
    static const char *const calls[] = {"max", "min", "round", "abs", "ceil", "floor", NULL};
    static const char *const others[] = {"case", "when",    "then", "else", "end", "and",
                                         "or",   "not",     "is",   "null", "in",  "like",
                                         "glob", "between", "CASE", NULL};

    if (token->type == TOKEN_WORD)
        return token->call ? is_one_of(token, calls) : !is_one_of(token, others);
    if (token->type == TOKEN_SIGN)
        return strchr("+-*/(),", *token->s) != NULL;
    return token->type != TOKEN_TEXT;
}

bool ct_form_is_number(const char *formula, double *out)
{
    return ct_text_number(formula, out);
}

/* --- arguments ------------------------------------------------------------------------------ */

static enum ct_status add_argument(struct ct_expression *expression, const char *s, size_t n,
                                   struct ct_formulas *formulas, struct ct_error *err)
{
    struct ct_argument *all =
        realloc(expression->arguments, (expression->argument_count + 1) * sizeof *all);

    if (all == NULL)
        return ct_fail_memory(err);
    expression->arguments = all;
    struct ct_argument *added = &all[expression->argument_count++];
    *added = (struct ct_argument){.text = strndup(s + strspn(s, " "), n - strspn(s, " "))};
    if (added->text == NULL)
        return ct_fail_memory(err);
    added->plain = ct_form_is_number(added->text, &added->value);
    return added->plain ? CT_OK : ct_formula_new(formulas, added->text, &added->formula, err);
}

/* Takes "a, b)" behind the bracket of a call apart; *whole: nothing stands behind it. */
static enum ct_status read_arguments(struct ct_expression *expression, const char *s,
                                     struct ct_formulas *formulas, bool *whole,
                                     struct ct_error *err)
{
    const char *at = s, *start = s;
    enum ct_status status = CT_OK;
    int depth = 1;

    *whole = false;
    while (depth > 0 && status == CT_OK) {
        struct token token = next_token(&at);
        if (token.type == TOKEN_END)
            return CT_OK;
        if (token.type != TOKEN_SIGN)
            continue;
        depth += *token.s == '(' ? 1 : *token.s == ')' ? -1 : 0;
        if ((*token.s == ',' && depth == 1) || depth == 0) {
            status = add_argument(expression, start, (size_t)(token.s - start), formulas, err);
            start = at;
        }
    }
    *whole = next_token(&at).type == TOKEN_END;
    return status;
}

static void drop_arguments(struct ct_expression *expression)
{
    for (size_t i = 0; i < expression->argument_count; i++) {
        free(expression->arguments[i].text);
        ct_formula_free(expression->arguments[i].formula);
    }
    free(expression->arguments);
    expression->arguments = NULL;
    expression->argument_count = 0;
}

static enum ct_form plain_form(const char *formula)
{
    const char *at = formula;
    struct token token = next_token(&at);
    size_t count = 0;
    bool word = token.type == TOKEN_WORD || token.type == TOKEN_NAME;
    double number;

    if (ct_form_is_number(formula, &number))
        return CT_FORM_NUMBER;
    for (; token.type != TOKEN_END; token = next_token(&at), count++)
        if (!is_arithmetic(&token))
            return CT_FORM_OTHER;
    return word && count == 1 ? CT_FORM_WORD : CT_FORM_ARITHMETIC;
}

enum ct_status ct_expression_look(struct ct_expression *expression, struct ct_formulas *formulas,
                                  struct ct_error *err)
{
    const char *at = expression->text;
    struct token token = next_token(&at);
    bool whole = false;
    enum ct_status status = CT_OK;

    expression->form = plain_form(expression->text);
    if (expression->form != CT_FORM_ARITHMETIC || !token.call ||
        !(token_is(&token, "max") || token_is(&token, "min")))
        return CT_OK;
    next_token(&at); /* the bracket */
    status = read_arguments(expression, at, formulas, &whole, err);
    if (status == CT_OK && whole && expression->argument_count > 1)
        expression->form = token_is(&token, "max") ? CT_FORM_LARGEST : CT_FORM_SMALLEST;
    else
        drop_arguments(expression);
    return status;
}

void ct_expression_free(struct ct_expression *expression)
{
    ct_formula_free(expression->formula);
    drop_arguments(expression);
    *expression = (struct ct_expression){0};
}

/* --- with values ---------------------------------------------------------------------------- */

static const struct ct_read *find_read(const struct ct_case *of, const struct token *token)
{
    for (size_t i = 0; i < of->read_count; i++) {
        const struct ct_read *read = &of->reads[i];
        if (token->type == TOKEN_WORD
                ? read->word != NULL && token_is(token, read->word->name)
                : read->parameter != NULL && token_is(token, read->parameter->name))
            return read;
    }
    return NULL;
}

static void add_value(struct ct_buffer *out, const struct token *token,
                      const struct ct_sight *sight)
{
    const struct ct_read *read = find_read(sight->of, token);
    struct ct_cell cell = {0};
    char number[40];

    if (read == NULL) {
        ct_buffer_add_n(out, token->s, token->size);
        return;
    }
    cell = ct_read_cell(read, sight->cells);
    ct_sight_number(sight, cell.number, number);
    ct_buffer_add(out, cell.type == CT_VALUE_NULL   ? "?"
                       : cell.type == CT_VALUE_TEXT ? cell.text
                                                    : number);
}

static void add_number(struct ct_buffer *out, const struct token *token)
{
    char text[40];
    double value = 0;

    ct_text_fit(text, token->size + 1 < sizeof text ? token->size + 1 : sizeof text, token->s);
    if (!ct_text_number(text, &value)) {
        ct_buffer_add_n(out, token->s, token->size);
        return;
    }
    ct_number_text(text, value);
    ct_buffer_add(out, text);
}

static void add_sign(struct ct_buffer *out, const struct token *token, bool unary,
                     enum ct_language lang)
{
    static const char *const times[] = {" x ", " × "}, *const by[] = {" / ", " ÷ "};
    char c = *token->s;

    if (c == '*')
        ct_buffer_add(out, times[lang]);
    else if (c == '/')
        ct_buffer_add(out, by[lang]);
    else if (c == ',')
        ct_buffer_add(out, ", ");
    else if (c == '(' || c == ')' || unary)
        ct_buffer_add_n(out, &c, 1);
    else
        ct_buffer_printf(out, " %c ", c);
}

void ct_form_add(struct ct_buffer *out, const char *formula, const struct ct_sight *sight,
                 enum ct_language lang)
{
    const char *at = formula;
    bool unary = true; /* a sign here belongs to the number behind it */

    for (struct token token = next_token(&at); token.type != TOKEN_END; token = next_token(&at)) {
        if (token.type == TOKEN_NUMBER)
            add_number(out, &token);
        else if (token.type == TOKEN_SIGN)
            add_sign(out, &token, unary, lang);
        else
            add_value(out, &token, sight);
        unary = token.type == TOKEN_SIGN && *token.s != ')';
    }
}
