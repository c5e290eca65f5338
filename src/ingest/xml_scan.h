// Reads plain XML several times as fast as expat, and stops at whatever it is not sure of.
//
// What it reads is a subset of XML 1.0 with namespaces on which expat has the same word: UTF-8; a declaration,
// comments, processing instructions; names of ASCII letters, digits and "_-." with at most one declared prefix; the
// five entities, references to characters; CDATA. Everything else (a document type declaration, names in other scripts,
// reserved namespaces, what is not well formed, bounds that are exceeded) is left to expat.
#ifndef PENUMBRA_INGEST_XML_SCAN_H_
#define PENUMBRA_INGEST_XML_SCAN_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "ingest/xml_records.h"

namespace penumbra::ingest {

enum class XmlScanEnd : unsigned char {
  kDone,     // the document was read to its end
  kStopped,  // `records` gave XmlRecords::Answer::kEnd
  kUnsure,   // the rest is for expat, which reads it from the beginning and leaves out what `records` has told
};

// What is open where the scan stands. Views of the document.
struct XmlInside {
  std::vector<std::string_view> open;                                     // whole names, the root first
  std::vector<std::pair<std::string_view, std::string_view>> namespaces;  // by prefix, "" for the default
  std::vector<std::size_t> declared;                                      // how many of them before each open element

  bool operator==(const XmlInside&) const = default;
};

// A place in front of an element, from which on another thread reads.
struct XmlSplit {
  std::size_t at = 0;  // of its "<" in the bytes of scan_xml()
  XmlInside inside;    // what is thought to be open there
  // Called when the scan comes to the place, between records and with this open: whether the rest is taken as read.
  std::function<bool()> join;
};

// `bytes`: without byte order mark; `skipped`: how long that was, for offsets. Linear.
XmlScanEnd scan_xml(std::string_view bytes, std::size_t skipped, XmlRecords& records, XmlEvents& events,
                    const XmlSplit* split = nullptr);
// Scans until `records` stop it behind their first record, and says inside what that stood; nothing when they did not.
std::optional<XmlInside> scan_xml_head(std::string_view bytes, std::size_t skipped, XmlRecords& records,
                                       XmlEvents& events);
// Reads from the split to the end of the document.
XmlScanEnd scan_xml_rest(std::string_view bytes, std::size_t skipped, const XmlSplit& split, XmlRecords& records,
                         XmlEvents& events);

// Quick where it can be, thorough where it must: false when an event ended the parse.
Result<bool> parse_xml(const InputFile& input, bool keep_blanks, XmlEvents& events, const XmlSplit* split = nullptr);

}  // namespace penumbra::ingest

#endif  // PENUMBRA_INGEST_XML_SCAN_H_
