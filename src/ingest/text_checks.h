// What can be told of a file before any reader looks at it: is it text, in which encoding, and of what kind.
#ifndef PENUMBRA_INGEST_TEXT_CHECKS_H_
#define PENUMBRA_INGEST_TEXT_CHECKS_H_

#include <string>
#include <string_view>

#include "ingest/reader.h"
#include "penumbra/result.h"

namespace penumbra::ingest {

// Fails on what no reader can use: an empty file (kEmpty), a ZIP, gzip, xz or PDF file (kUnknownFormat, says which),
// UTF-16 or UTF-32 (kEncoding), bytes that are not UTF-8 (kEncoding, with line and the likely code page), zero bytes
// (kSyntax, with line), an HTML page (kUnexpectedStructure, with its title). Linear; reads the whole file once.
Status check_text(const InputFile& file);

// Without the byte order mark, if there is one.
std::string_view without_bom(std::string_view bytes);

// Whether the content is an HTML page: a doctype html, or an <html> element near its start.
bool looks_like_html(std::string_view bytes);

// Whether the content is XML: "<?xml", or "<" and a name after white space and comments.
bool looks_like_xml(std::string_view bytes);

// A few words for an error message: "XML with the root element <foo>", "JSON", "CSV with 9 columns ...", "text that
// begins with ...". Safe to print: control characters are replaced.
std::string describe_content(std::string_view bytes);

// The local name of the root element of an XML document (without prefix), or "". Skips declaration, comments,
// processing instructions and a document type declaration.
std::string_view xml_root(std::string_view bytes);

// At most `max` bytes of a text from outside, fit for a message: cut at a code point with "..." and with control
// characters shown as "\x19".
std::string shown(std::string_view text, std::size_t max = 80);

// The 1-based line on which a byte offset stands.
std::uint64_t line_of(std::string_view bytes, std::size_t offset);

}  // namespace penumbra::ingest

#endif  // PENUMBRA_INGEST_TEXT_CHECKS_H_
