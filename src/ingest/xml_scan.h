// Reads plain XML several times as fast as expat, and stops at whatever it is not sure of.
//
// What it reads is a subset of XML 1.0 with namespaces on which expat has the same word: UTF-8; a declaration,
// comments, processing instructions; names of ASCII letters, digits and "_-." with at most one prefix, prefixes and
// default namespace declared at the root; the five entities, references to characters; CDATA. Everything else (a
// document type declaration, names in other scripts, declarations of namespaces further inside, what is not well
// formed, bounds that are exceeded) is left to expat.
#ifndef PENUMBRA_INGEST_XML_SCAN_H_
#define PENUMBRA_INGEST_XML_SCAN_H_

#include <string_view>

#include "ingest/xml_records.h"

namespace penumbra::ingest {

enum class XmlScanEnd : unsigned char {
  kDone,     // the document was read to its end
  kStopped,  // `records` gave XmlRecords::Answer::kEnd
  kUnsure,   // the rest is for expat, which reads it from the beginning and leaves out what `records` has told
};

// `bytes`: without byte order mark; `skipped`: how long that was, for offsets. Linear.
XmlScanEnd scan_xml(std::string_view bytes, std::size_t skipped, XmlRecords& records, XmlEvents& events);

}  // namespace penumbra::ingest

#endif  // PENUMBRA_INGEST_XML_SCAN_H_
