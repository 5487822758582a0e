// ICU behind opaque handles: the public header names no ICU type, so that Swift never sees ICU's own
// headers (they clash with the ICU inside Foundation). All positions are bytes of UTF-8.
#ifndef CICU_H
#define CICU_H

#include <stdint.h>
#include <stddef.h>

typedef struct cicu_breaker cicu_breaker;
typedef struct cicu_detector cicu_detector;

// Version of the ICU library the program runs with, as "72.1".
const char *cicu_version(void);

// Kinds of break iterators: 0 = words, 1 = sentences, 2 = characters (grapheme clusters).
// Returns NULL and sets *error (an ICU error number) when the iterator cannot be opened.
cicu_breaker *cicu_breaker_open(int32_t kind, const char *locale, int32_t *error);
void cicu_breaker_close(cicu_breaker *breaker);
// Sets the UTF-8 text to be cut; the bytes must outlive the calls to next. Returns an ICU error number (0 = fine).
int32_t cicu_breaker_set(cicu_breaker *breaker, const uint8_t *text, int64_t length);
// The next boundary in bytes, or -1 at the end; *rule_status tells the kind of what ended there (ICU's UWordBreak).
int64_t cicu_breaker_next(cicu_breaker *breaker, int32_t *rule_status);

// Normalises UTF-8. form: 0 = NFC, 1 = NFKC, 2 = NFKC_Casefold. Returns the number of bytes needed; when it is
// larger than capacity nothing useful was written and the call is repeated with more. Negative = ICU error.
int64_t cicu_normalise(int32_t form, const uint8_t *text, int64_t length, uint8_t *out, int64_t capacity);
// 1 when the text is NFC already, 0 when not, negative = ICU error.
int32_t cicu_is_nfc(const uint8_t *text, int64_t length);

// Guesses the character set of bytes. Writes the best name (for instance "windows-1252") into name and returns
// ICU's confidence 0...100, or a negative ICU error.
int32_t cicu_detect(const uint8_t *bytes, int64_t length, char *name, int32_t name_capacity);
// Converts bytes in the named character set to UTF-8. Returns bytes needed (see cicu_normalise);
// *bad counts the byte sequences that the character set does not know (each became U+FFFD).
int64_t cicu_convert(const char *charset, const uint8_t *bytes, int64_t length, uint8_t *out, int64_t capacity, int64_t *bad);

// German phonebook-free dictionary order of two UTF-8 strings: -1, 0, 1.
int32_t cicu_compare_german(const uint8_t *left, int64_t left_length, const uint8_t *right, int64_t right_length);

// General category of a code point (ICU's UCharCategory) and its script (UScriptCode).
int32_t cicu_category(int32_t code_point);
int32_t cicu_script(int32_t code_point);
// Full default case folding and lower casing of one code point as far as it is one code point.
int32_t cicu_fold_character(int32_t code_point);

#endif
