/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * See hash.h. OpenSSL is met here and nowhere else.
 */
#include "load/hash.h"
#include "base/fail.h"
#include <errno.h>
#include <openssl/evp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PIECE = 1 << 20 };

static bool digest(FILE *in, char *piece, struct ct_input_file *file)
{
    unsigned char sum[EVP_MAX_MD_SIZE];
    unsigned length = 0;
    EVP_MD_CTX *hash = EVP_MD_CTX_new();
    bool good = hash != NULL && EVP_DigestInit_ex(hash, EVP_sha256(), NULL) == 1;
    for (size_t n = 1; good && n > 0; file->size += (int64_t)n) {
        n = fread(piece, 1, PIECE, in);
        good = EVP_DigestUpdate(hash, piece, n) == 1;
    }
    good = good && !ferror(in) && EVP_DigestFinal_ex(hash, sum, &length) == 1 && length == 32;
    EVP_MD_CTX_free(hash);
    for (unsigned i = 0; good && i < length; i++)
        snprintf(file->sha256 + (size_t)2 * i, 3, "%02x", sum[i]);
    return good;
}

enum ct_status ct_hash_file(struct ct_input_file *file, struct ct_error *err)
{
    file->size = 0;
    char *piece = malloc(PIECE);
    if (piece == NULL)
        return ct_fail_memory(err);
    FILE *in = fopen(file->path, "rb");
    enum ct_status status = CT_OK;
    if (in == NULL || !digest(in, piece, file))
        status =
            ct_fail(err, CT_INPUT, "E0301", "file", file->path, "reason", strerror(errno), NULL);
    if (in != NULL)
        fclose(in);
    free(piece);
    return status;
}
