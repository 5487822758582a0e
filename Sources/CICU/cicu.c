#include "cicu.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/ucnv.h>
#include <unicode/ucol.h>
#include <unicode/ucsdet.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>
#include <unicode/ustring.h>
#include <unicode/utext.h>
#include <unicode/uversion.h>

const char *cicu_version(void) { return U_ICU_VERSION; }

struct cicu_breaker {
    UBreakIterator *iterator;
    UText *text;
};

cicu_breaker *cicu_breaker_open(int32_t kind, const char *locale, int32_t *error) {
    UErrorCode status = U_ZERO_ERROR;
    UBreakIteratorType type = kind == 0 ? UBRK_WORD : kind == 1 ? UBRK_SENTENCE : UBRK_CHARACTER;
    UBreakIterator *iterator = ubrk_open(type, locale, NULL, 0, &status);
    *error = U_FAILURE(status) ? (int32_t)status : 0;
    if (U_FAILURE(status)) return NULL;
    cicu_breaker *breaker = calloc(1, sizeof *breaker);
    if (!breaker) {
        ubrk_close(iterator);
        *error = U_MEMORY_ALLOCATION_ERROR;
        return NULL;
    }
    breaker->iterator = iterator;
    return breaker;
}

void cicu_breaker_close(cicu_breaker *breaker) {
    if (!breaker) return;
    ubrk_close(breaker->iterator);
    utext_close(breaker->text);
    free(breaker);
}

int32_t cicu_breaker_set(cicu_breaker *breaker, const uint8_t *text, int64_t length) {
    UErrorCode status = U_ZERO_ERROR;
    breaker->text = utext_openUTF8(breaker->text, (const char *)text, length, &status);
    ubrk_setUText(breaker->iterator, breaker->text, &status);
    if (U_FAILURE(status)) return (int32_t)status;
    ubrk_first(breaker->iterator);
    return 0;
}

int64_t cicu_breaker_next(cicu_breaker *breaker, int32_t *rule_status) {
    int32_t position = ubrk_next(breaker->iterator);
    if (position == UBRK_DONE) return -1;
    *rule_status = ubrk_getRuleStatus(breaker->iterator);
    return position;
}

static const UNormalizer2 *normaliser(int32_t form, UErrorCode *status) {
    return form == 0 ? unorm2_getNFCInstance(status)
         : form == 1 ? unorm2_getNFKCInstance(status) : unorm2_getNFKCCasefoldInstance(status);
}

// UTF-8 to UTF-16 in memory of its own (malloc), or NULL.
static UChar *utf16(const uint8_t *text, int64_t length, int32_t *units, UErrorCode *status) {
    UChar *wide = malloc(((size_t)length + 1) * sizeof *wide);
    if (!wide) {
        *status = U_MEMORY_ALLOCATION_ERROR;
        return NULL;
    }
    u_strFromUTF8WithSub(wide, (int32_t)length + 1, units, (const char *)text, (int32_t)length, 0xFFFD, NULL, status);
    return wide;
}

int64_t cicu_normalise(int32_t form, const uint8_t *text, int64_t length, uint8_t *out, int64_t capacity) {
    UErrorCode status = U_ZERO_ERROR;
    if (length > INT32_MAX / 16) return -(int64_t)U_BUFFER_OVERFLOW_ERROR;
    const UNormalizer2 *instance = normaliser(form, &status);
    int32_t units = 0;
    UChar *wide = utf16(text, length, &units, &status);
    int64_t result = 0;
    if (U_SUCCESS(status)) {
        int32_t room = units * 3 + 16, got = 0;
        UChar *composed = malloc((size_t)room * sizeof *composed);
        if (composed) {
            got = unorm2_normalize(instance, wide, units, composed, room, &status);
            if (status == U_BUFFER_OVERFLOW_ERROR) {
                free(composed);
                status = U_ZERO_ERROR;
                room = got + 1;
                composed = malloc((size_t)room * sizeof *composed);
                if (composed) got = unorm2_normalize(instance, wide, units, composed, room, &status);
            }
        }
        if (!composed) status = U_MEMORY_ALLOCATION_ERROR;
        if (U_SUCCESS(status)) {
            int32_t bytes = 0;
            u_strToUTF8((char *)out, (int32_t)capacity, &bytes, composed, got, &status);
            if (status == U_BUFFER_OVERFLOW_ERROR || status == U_STRING_NOT_TERMINATED_WARNING) status = U_ZERO_ERROR;
            result = bytes;
        }
        free(composed);
    }
    free(wide);
    return U_FAILURE(status) ? -(int64_t)status : result;
}

int32_t cicu_is_nfc(const uint8_t *text, int64_t length) {
    UErrorCode status = U_ZERO_ERROR;
    const UNormalizer2 *instance = unorm2_getNFCInstance(&status);
    int32_t units = 0;
    UChar *wide = utf16(text, length, &units, &status);
    UBool yes = U_SUCCESS(status) ? unorm2_isNormalized(instance, wide, units, &status) : 0;
    free(wide);
    return U_FAILURE(status) ? -(int32_t)status : yes ? 1 : 0;
}

int32_t cicu_detect(const uint8_t *bytes, int64_t length, char *name, int32_t name_capacity) {
    UErrorCode status = U_ZERO_ERROR;
    UCharsetDetector *detector = ucsdet_open(&status);
    ucsdet_setText(detector, (const char *)bytes, (int32_t)(length > 65536 ? 65536 : length), &status);
    const UCharsetMatch *match = ucsdet_detect(detector, &status);
    int32_t confidence = 0;
    if (U_SUCCESS(status) && match) {
        strncpy(name, ucsdet_getName(match, &status), (size_t)name_capacity - 1);
        name[name_capacity - 1] = 0;
        confidence = ucsdet_getConfidence(match, &status);
    }
    ucsdet_close(detector);
    return U_FAILURE(status) ? -(int32_t)status : confidence;
}

typedef struct {
    int64_t bad;
} bad_counter;

static void count_and_substitute(const void *context, UConverterToUnicodeArgs *args, const char *units, int32_t length,
                                 UConverterCallbackReason reason, UErrorCode *status) {
    if (reason <= UCNV_IRREGULAR) ((bad_counter *)context)->bad++;
    UCNV_TO_U_CALLBACK_SUBSTITUTE(NULL, args, units, length, reason, status);
}

int64_t cicu_convert(const char *charset, const uint8_t *bytes, int64_t length, uint8_t *out, int64_t capacity, int64_t *bad) {
    UErrorCode status = U_ZERO_ERROR;
    *bad = 0;
    if (length > INT32_MAX / 4) return -(int64_t)U_BUFFER_OVERFLOW_ERROR;
    UConverter *converter = ucnv_open(charset, &status);
    bad_counter counter = {0};
    if (U_SUCCESS(status)) ucnv_setToUCallBack(converter, count_and_substitute, &counter, NULL, NULL, &status);
    int64_t result = 0;
    UChar *wide = NULL;
    if (U_SUCCESS(status)) {
        int32_t room = (int32_t)length * 2 + 8;
        wide = malloc((size_t)room * sizeof *wide);
        int32_t units = wide ? ucnv_toUChars(converter, wide, room, (const char *)bytes, (int32_t)length, &status) : 0;
        if (!wide) status = U_MEMORY_ALLOCATION_ERROR;
        if (U_SUCCESS(status)) {
            int32_t needed = 0;
            u_strToUTF8WithSub((char *)out, (int32_t)capacity, &needed, wide, units, 0xFFFD, NULL, &status);
            if (status == U_BUFFER_OVERFLOW_ERROR || status == U_STRING_NOT_TERMINATED_WARNING) status = U_ZERO_ERROR;
            result = needed;
        }
    }
    free(wide);
    ucnv_close(converter);
    *bad = counter.bad;
    return U_FAILURE(status) ? -(int64_t)status : result;
}

int32_t cicu_compare_german(const uint8_t *left, int64_t left_length, const uint8_t *right, int64_t right_length) {
    static _Thread_local UCollator *collator;
    UErrorCode status = U_ZERO_ERROR;
    if (!collator) {
        collator = ucol_open("de", &status);
        if (U_SUCCESS(status)) ucol_setAttribute(collator, UCOL_NUMERIC_COLLATION, UCOL_ON, &status);
    }
    if (U_FAILURE(status)) return 0;
    return ucol_strcollUTF8(collator, (const char *)left, (int32_t)left_length, (const char *)right, (int32_t)right_length, &status);
}

int32_t cicu_category(int32_t code_point) { return u_charType(code_point); }

int32_t cicu_script(int32_t code_point) {
    UErrorCode status = U_ZERO_ERROR;
    return uscript_getScript(code_point, &status);
}

int32_t cicu_fold_character(int32_t code_point) { return u_foldCase(code_point, U_FOLD_CASE_DEFAULT); }
