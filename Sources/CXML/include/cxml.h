// The only place that includes libxml2's headers is cxml.c: Debian's libxml2 pulls in ICU's headers, which do not
// compile beside Foundation. What Swift sees is a stream of names (as numbers of a list it gave), attributes and text.
#ifndef CXML_H
#define CXML_H

#include <stdbool.h>
#include <stdint.h>

#if defined(__cplusplus)
extern "C" {
#endif

typedef struct cxml_reader cxml_reader;

// An attribute: number of its name, or -1, and its value in UTF-8.
typedef struct {
    int32_t name;
    const uint8_t *value;
    int64_t count;
} cxml_attribute;

typedef struct {
    void *context;
    // Local names without their prefix; -1 for one that is not in the list.
    void (*start)(void *context, int32_t name, const cxml_attribute *attributes, int32_t count);
    void (*end)(void *context, int32_t name);
    void (*text)(void *context, const uint8_t *bytes, int64_t count);
} cxml_handler;

typedef enum {
    CXML_OK = 0,
    // Not well-formed.
    CXML_BROKEN = 1,
    // The document declares entities or a document type, which office files never need.
    CXML_DOCTYPE = 2,
    CXML_DEPTH = 3,
    CXML_MEMORY = 4,
    // The handler asked to stop.
    CXML_STOPPED = 5,
} cxml_status;

// names: ends with NULL and must outlive the reader. html: forgiving, as browsers read.
cxml_reader *cxml_new(const char *const *names, cxml_handler handler, int32_t most_depth, bool html);
cxml_status cxml_feed(cxml_reader *reader, const uint8_t *bytes, int64_t count);
// The last call; tells truncated documents.
cxml_status cxml_finish(cxml_reader *reader);
void cxml_stop(cxml_reader *reader);
// The line where it broke.
int64_t cxml_line(const cxml_reader *reader);
void cxml_free(cxml_reader *reader);

#if defined(__cplusplus)
}
#endif

#endif
