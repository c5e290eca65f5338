// A safe, streaming look at XML: records arrive one at a time as small trees, and nothing of the file is kept beside
// them.
//
// A quick scanner of our own reads what is plain; at the first thing that it does not know (ingest/xml_scan.h) expat
// reads the document again and goes on from there, so that what is refused, and where, is always expat's word. Refused
// outright: any document type declaration (so no entity can be declared, expanded or fetched), nesting, attributes,
// values and records beyond the bounds below. Encodings other than UTF-8 are refused before, by check_text(). Names are
// local names; the namespace of the root is handed over once.
#ifndef PENUMBRA_INGEST_XML_H_
#define PENUMBRA_INGEST_XML_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ingest/reader.h"
#include "ingest/record_memory.h"

namespace penumbra::ingest {

// Real lists nest 9 deep, have 16 attributes, and records of some 100 kB.
inline constexpr std::size_t kMaxXmlDepth = 64;
inline constexpr std::size_t kMaxXmlAttributes = 64;
inline constexpr std::size_t kMaxXmlRecordNodes = 200'000;

using XmlText = RecordText;

struct XmlNode;

// The elements inside another one, in document order.
class XmlChildren {
 public:
  XmlChildren() = default;
  XmlChildren(const XmlNode* first, std::size_t count) : first_(first), count_(count) {}
  const XmlNode* begin() const { return first_; }
  inline const XmlNode* end() const;
  inline const XmlNode& front() const;
  bool empty() const { return count_ == 0; }
  std::size_t size() const { return count_; }

 private:
  const XmlNode* first_ = nullptr;
  std::size_t count_ = 0;
};

using XmlAttribute = std::pair<XmlText, XmlText>;  // local name, value

// One element inside a record. Plain value; what it points to lives as long as the call that hands it over.
struct XmlNode {
  XmlText name;  // local name
  std::span<const XmlAttribute> attributes;
  XmlText text;  // character data, blanks at the ends removed
  XmlChildren children;
  std::uint64_t line = 0;
  std::uint64_t offset = 0;

  // The value of an attribute, or "".
  std::string_view attribute(std::string_view attribute_name) const;
  // The first child with this name, or nullptr.
  const XmlNode* child(std::string_view child_name) const;
  // The text of the first child with this name, or "".
  std::string_view child_text(std::string_view child_name) const;
};

const XmlNode* XmlChildren::end() const {
  return first_ + count_;
}
const XmlNode& XmlChildren::front() const {
  return *first_;
}

// Room for elements and their texts, given back all at once. Not thread-safe.
class XmlArena : public RecordArena {
 public:
  // A copy of the whole element.
  XmlNode copy(const XmlNode& node);
};

// An element that a program builds, with texts of its own.
struct XmlTree {
  std::string name;
  std::vector<std::pair<std::string, std::string>> attributes;
  std::string text;
  std::vector<XmlTree> children;
  std::uint64_t line = 0;
  std::uint64_t offset = 0;

  std::string_view attribute(std::string_view attribute_name) const;
};
// The same element as readers know it; it lives as long as the tree and the arena.
XmlNode node_of(const XmlTree& tree, XmlArena& arena);

// What a reader does with a document. Calls come in document order, those of is_record() ahead of the others and
// perhaps from another thread at the same time: it depends on nothing that the others change.
class XmlHandler {
 public:
  virtual ~XmlHandler() = default;

  // The root element, with its namespace; attributes as in a record. An error ends the reading.
  virtual Status root(const XmlNode& element, std::string_view xml_namespace) = 0;
  // Whether the element at the end of this path of local names (the root first) is a record. Asked once per element
  // outside records.
  virtual bool is_record(std::span<const std::string> path) = 0;
  // A whole record. An error ends the reading and is given back.
  virtual Status record(std::span<const std::string> path, const XmlNode& node) = 0;
  // An element that is neither the root, nor a record, nor above one: is_record() was false for it. Called at its
  // start, for every such element; a reader that knows it does nothing.
  virtual Status outside(std::span<const std::string> path, const XmlNode& element) = 0;
  // Whether blanks at the ends of texts are kept, because texts are parts of longer ones (the runs of a spreadsheet).
  virtual bool keep_blanks() const { return false; }
};

// Reads the document. Errors name line, column and path: kSyntax (not well formed; says so when the end of the file is
// missing), kUnsupported (a document type declaration), kLimit (a bound above), or what the handler returned. Linear.
// Documents of a megabyte and more are parsed on a thread of their own, some records ahead of the handler.
Status read_xml(const InputFile& input, XmlHandler& handler);

// "export/sanctionEntity[line 12]", for messages.
std::string path_text(std::span<const std::string> path);

}  // namespace penumbra::ingest

#endif  // PENUMBRA_INGEST_XML_H_
