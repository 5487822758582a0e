#include "cxml.h"

#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_NAMES = 192, MOST_ATTRIBUTES = 64 };

struct cxml_reader {
    xmlParserCtxtPtr parser;
    cxml_handler handler;
    const char *const *names;
    // The names as the parser's dictionary knows them: equal names are equal pointers.
    const xmlChar *interned[MOST_NAMES];
    int32_t name_count;
    int32_t depth;
    int32_t most_depth;
    bool html;
    cxml_status status;
};

static int32_t number_of(cxml_reader *reader, const xmlChar *name) {
    for (int32_t i = 0; i < reader->name_count; i++)
        if (reader->interned[i] == name) return i;
    return -1;
}

static int32_t number_by_text(cxml_reader *reader, const xmlChar *name) {
    for (int32_t i = 0; i < reader->name_count; i++)
        if (strcmp(reader->names[i], (const char *)name) == 0) return i;
    return -1;
}

static void stop(cxml_reader *reader, cxml_status status) {
    if (reader->status == CXML_OK) reader->status = status;
    xmlStopParser(reader->parser);
}

// libxml2 hands its parser context over as the user data (see cxml_new).
static cxml_reader *reader_of(void *parser) { return ((xmlParserCtxtPtr)parser)->_private; }

static bool deeper(cxml_reader *reader) {
    if (reader->status != CXML_OK) return false;
    if (++reader->depth <= reader->most_depth) return true;
    stop(reader, CXML_DEPTH);
    return false;
}

static void start_element(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri,
                          int namespace_count, const xmlChar **namespaces, int count, int defaulted,
                          const xmlChar **attributes) {
    (void)prefix, (void)uri, (void)namespace_count, (void)namespaces, (void)defaulted;
    cxml_reader *reader = reader_of(context);
    if (!deeper(reader)) return;
    cxml_attribute list[MOST_ATTRIBUTES];
    int32_t used = 0;
    for (int i = 0; i < count && used < MOST_ATTRIBUTES; i++) {
        const xmlChar **a = attributes + 5 * i;
        int32_t number = number_of(reader, a[0]);
        if (number < 0) continue;
        list[used++] = (cxml_attribute){number, a[3], a[4] - a[3]};
    }
    reader->handler.start(reader->handler.context, number_of(reader, name), list, used);
}

static void end_element(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri) {
    (void)prefix, (void)uri;
    cxml_reader *reader = reader_of(context);
    if (reader->status != CXML_OK) return;
    reader->depth--;
    reader->handler.end(reader->handler.context, number_of(reader, name));
}

static void start_html(void *context, const xmlChar *name, const xmlChar **attributes) {
    cxml_reader *reader = reader_of(context);
    if (!deeper(reader)) return;
    cxml_attribute list[MOST_ATTRIBUTES];
    int32_t used = 0;
    for (; attributes && attributes[0] && used < MOST_ATTRIBUTES; attributes += 2) {
        int32_t number = number_by_text(reader, attributes[0]);
        if (number < 0 || !attributes[1]) continue;
        list[used++] = (cxml_attribute){number, attributes[1], (int64_t)strlen((const char *)attributes[1])};
    }
    reader->handler.start(reader->handler.context, number_by_text(reader, name), list, used);
}

static void end_html(void *context, const xmlChar *name) {
    cxml_reader *reader = reader_of(context);
    if (reader->status != CXML_OK) return;
    reader->depth--;
    reader->handler.end(reader->handler.context, number_by_text(reader, name));
}

static void characters(void *context, const xmlChar *bytes, int count) {
    cxml_reader *reader = reader_of(context);
    if (reader->status == CXML_OK) reader->handler.text(reader->handler.context, bytes, count);
}

// Office files carry no document type. Refusing it refuses entity expansion and external entities with it.
static void document_type(void *context, const xmlChar *name, const xmlChar *external, const xmlChar *system) {
    (void)name, (void)external, (void)system;
    stop(reader_of(context), CXML_DOCTYPE);
}

static xmlParserInputPtr no_entity(void *context, const xmlChar *public_id, const xmlChar *system_id) {
    (void)public_id, (void)system_id;
    stop(reader_of(context), CXML_DOCTYPE);
    return NULL;
}

cxml_reader *cxml_new(const char *const *names, cxml_handler handler, int32_t most_depth, bool html) {
    cxml_reader *reader = calloc(1, sizeof *reader);
    if (!reader) return NULL;
    xmlSAXHandler sax;
    memset(&sax, 0, sizeof sax);
    sax.initialized = XML_SAX2_MAGIC;
    sax.characters = characters;
    sax.cdataBlock = characters;
    if (html) {
        sax.startElement = start_html;
        sax.endElement = end_html;
        sax.ignorableWhitespace = characters;
        reader->parser = htmlCreatePushParserCtxt(&sax, NULL, NULL, 0, NULL, XML_CHAR_ENCODING_UTF8);
    } else {
        sax.startElementNs = start_element;
        sax.endElementNs = end_element;
        sax.ignorableWhitespace = characters;
        sax.internalSubset = document_type;
        sax.resolveEntity = no_entity;
        reader->parser = xmlCreatePushParserCtxt(&sax, NULL, NULL, 0, NULL);
    }
    if (!reader->parser) {
        free(reader);
        return NULL;
    }
    if (html)
        htmlCtxtUseOptions(reader->parser, HTML_PARSE_NONET | HTML_PARSE_IGNORE_ENC | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING);
    else
        xmlCtxtUseOptions(reader->parser, XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
    // Options install default handlers nowhere; the context stays its own user data.
    reader->parser->_private = reader;
    reader->parser->userData = reader->parser;
    reader->handler = handler;
    reader->names = names;
    reader->most_depth = most_depth;
    reader->html = html;
    while (names[reader->name_count] && reader->name_count < MOST_NAMES) {
        reader->interned[reader->name_count] =
            xmlDictLookup(reader->parser->dict, (const xmlChar *)names[reader->name_count], -1);
        reader->name_count++;
    }
    return reader;
}

static cxml_status result(cxml_reader *reader, int code) {
    if (reader->status != CXML_OK) return reader->status;
    if (code == XML_ERR_NO_MEMORY) return reader->status = CXML_MEMORY;
    // HTML is as people write it; only XML has to be whole.
    if (!reader->html && (code != 0 || !reader->parser->wellFormed)) return reader->status = CXML_BROKEN;
    return CXML_OK;
}

cxml_status cxml_feed(cxml_reader *reader, const uint8_t *bytes, int64_t count) {
    while (count > 0 && reader->status == CXML_OK) {
        int part = count > (1 << 20) ? 1 << 20 : (int)count;
        int code = reader->html ? htmlParseChunk(reader->parser, (const char *)bytes, part, 0)
                                : xmlParseChunk(reader->parser, (const char *)bytes, part, 0);
        if (result(reader, code) != CXML_OK) break;
        bytes += part;
        count -= part;
    }
    return reader->status;
}

cxml_status cxml_finish(cxml_reader *reader) {
    if (reader->status != CXML_OK) return reader->status;
    int code = reader->html ? htmlParseChunk(reader->parser, "", 0, 1) : xmlParseChunk(reader->parser, "", 0, 1);
    return result(reader, code);
}

void cxml_stop(cxml_reader *reader) { stop(reader, CXML_STOPPED); }

int64_t cxml_line(const cxml_reader *reader) {
    return reader->parser->input ? reader->parser->input->line : 0;
}

void cxml_free(cxml_reader *reader) {
    if (!reader) return;
    if (reader->parser->myDoc) xmlFreeDoc(reader->parser->myDoc);
    if (reader->html)
        htmlFreeParserCtxt(reader->parser);
    else
        xmlFreeParserCtxt(reader->parser);
    free(reader);
}
