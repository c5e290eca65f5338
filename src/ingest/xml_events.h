// How what a parser of XML finds gets to the reader that maps it: at once, or from a thread of its own.
#ifndef PENUMBRA_INGEST_XML_EVENTS_H_
#define PENUMBRA_INGEST_XML_EVENTS_H_

#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "ingest/xml.h"

namespace penumbra::ingest {

// Takes what a parser finds, in document order. What it returns false for ends the parse.
class XmlEvents {
 public:
  virtual ~XmlEvents() = default;
  virtual bool root(const XmlNode& element, std::string_view xml_namespace) = 0;
  virtual bool is_record(std::span<const std::string> path) = 0;
  virtual bool outside(std::span<const std::string> path, const XmlNode& element) = 0;
  // What the record points to lies in the arena, or in the document.
  virtual bool record(std::span<const std::string> path, const XmlNode& node) = 0;
  // Where the parser puts the elements and texts of the next record.
  virtual XmlArena& arena() = 0;
};

// Gives false when an event ended the parse.
using XmlParse = std::function<Result<bool>(XmlEvents&)>;

// Runs the parse and hands what it finds to the handler.
Status read_at_once(XmlHandler& handler, const XmlParse& parse);
// The same with the parse on a thread of its own, where one is to be had: it makes the calls of is_record(), this
// thread all others, in order. What was found before an error is handed over before the error is returned. A megabyte
// of records may wait, or one record.
Status read_ahead(XmlHandler& handler, const XmlParse& parse);

}  // namespace penumbra::ingest

#endif  // PENUMBRA_INGEST_XML_EVENTS_H_
