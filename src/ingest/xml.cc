// expat calls back with pieces; the state here puts the pieces of a record together and counts everything that could
// grow without bound. The parser is stopped from inside the callbacks, because an error found after the call returns
// would be found too late: expat hands over a whole buffer's worth of events first.
#include "ingest/xml.h"

#include <expat.h>

#include <algorithm>
#include <memory>

#include "ingest/mapping.h"
#include "ingest/text.h"
#include "ingest/text_checks.h"

namespace penumbra::ingest {
namespace {

// expat takes an int. Parsing in one call is a third faster than in pieces of a megabyte, because nothing is copied; a
// parse is stopped from inside the callbacks whatever the size.
constexpr std::size_t kChunk = std::size_t{1} << 30;
// Cannot stand in a name, so it always parts namespace and local name.
constexpr char kNamespaceMark = '\n';
// Room that an element gets for its first child: elements with one child mostly have more.
constexpr std::size_t kFirstChildren = 4;

struct ParserFree {
  void operator()(XML_Parser parser) const { XML_ParserFree(parser); }
};
using ParserHandle = std::unique_ptr<std::remove_pointer_t<XML_Parser>, ParserFree>;

std::string_view local_name(std::string_view name) {
  const std::size_t mark = name.rfind(kNamespaceMark);
  return mark == std::string_view::npos ? name : name.substr(mark + 1);
}

std::string_view namespace_of(std::string_view name) {
  const std::size_t mark = name.rfind(kNamespaceMark);
  return mark == std::string_view::npos ? std::string_view() : name.substr(0, mark);
}

class Parse {
 public:
  Parse(const InputFile& input, XmlHandler& handler)
      : input_(input), handler_(handler), keep_blanks_(handler.keep_blanks()) {}

  Status run() {
    // The bytes were checked to be UTF-8 whatever the declaration says.
    const ParserHandle parser(XML_ParserCreateNS("UTF-8", kNamespaceMark));
    if (!parser) return fault(ErrorCode::kLimit, "no memory for an XML parser", "Free some memory");
    parser_ = parser.get();
    XML_SetUserData(parser_, this);
    XML_SetElementHandler(parser_, &Parse::on_start, &Parse::on_end);
    XML_SetCharacterDataHandler(parser_, &Parse::on_text);
    XML_SetStartDoctypeDeclHandler(parser_, &Parse::on_doctype);
    const std::string_view bytes = without_bom(input_.bytes);
    skipped_ = input_.bytes.size() - bytes.size();
    line_at_ = skipped_;
    for (std::size_t at = 0; at < bytes.size() || at == 0;) {
      const std::size_t size = std::min(kChunk, bytes.size() - at);
      const bool last = at + size == bytes.size();
      const XML_Status status = XML_Parse(parser_, bytes.data() + at, static_cast<int>(size), last ? 1 : 0);
      if (failed_) return error_;
      if (status != XML_STATUS_OK) return syntax_error();
      at += size;
      if (last) break;
    }
    return {};
  }

 private:
  static void on_start(void* self, const XML_Char* name, const XML_Char** attributes) {
    static_cast<Parse*>(self)->start(name, attributes);
  }
  static void on_end(void* self, const XML_Char* /*name*/) { static_cast<Parse*>(self)->end(); }
  static void on_text(void* self, const XML_Char* text, int size) {
    static_cast<Parse*>(self)->characters({text, static_cast<std::size_t>(size)});
  }
  static void on_doctype(void* self, const XML_Char* /*name*/, const XML_Char* /*system*/,
                         const XML_Char* /*public_id*/, int /*internal*/) {
    Parse* parse = static_cast<Parse*>(self);
    parse->stop(parse->fault(ErrorCode::kUnsupported,
                             "the document has a document type declaration, which no list needs and which can declare "
                             "entities without end",
                             "Fetch the list from its official address"));
  }

  Error fault(ErrorCode code, std::string message, std::string fix) const {
    Error error{code, std::move(message), {}, std::move(fix)};
    error.position.file = input_.name;
    if (parser_ != nullptr) {
      error.position.line = XML_GetCurrentLineNumber(parser_);  // expat's own, good in the middle of an event too
      error.position.column = XML_GetCurrentColumnNumber(parser_) + 1;
      error.position.offset = offset();
    }
    error.position.path = path_text(whole_path());
    return error;
  }

  std::uint64_t offset() const {
    const XML_Index index = XML_GetCurrentByteIndex(parser_);
    return index < 0 ? 0 : static_cast<std::uint64_t>(index) + skipped_;
  }

  // The line of the current event. Counted here, because expat looks at every byte once more to know it; events come in
  // order, so each byte is counted once.
  std::uint64_t line() {
    const std::uint64_t now = std::min<std::uint64_t>(offset(), input_.bytes.size());
    if (now > line_at_) {
      std::string_view rest = input_.bytes.substr(line_at_, now - line_at_);
      for (std::size_t end = rest.find('\n'); end != std::string_view::npos; end = rest.find('\n', end + 1)) ++line_;
      line_at_ = now;
    }
    return line_;
  }

  // The path of the element that is open, from the root.
  std::vector<std::string> whole_path() const {
    std::vector<std::string> out = path_;
    for (std::size_t i = 1; i < open_.size(); ++i) out.push_back(open_[i]->name);
    return out;
  }

  Error syntax_error() const {
    const XML_Error code = XML_GetErrorCode(parser_);
    const bool cut = code == XML_ERROR_NO_ELEMENTS || code == XML_ERROR_UNCLOSED_TOKEN ||
                     code == XML_ERROR_PARTIAL_CHAR || code == XML_ERROR_UNCLOSED_CDATA_SECTION;
    std::string message = cut ? std::string("the document ends before its last element is closed")
                              : std::string("the XML is not well formed: ") + XML_ErrorString(code);
    return fault(ErrorCode::kSyntax, std::move(message),
                 cut ? "Fetch it again: the download was cut" : "Fetch it again from its official address");
  }

  void stop(Error error) {
    if (failed_) return;
    failed_ = true;
    error_ = std::move(error);
    XML_StopParser(parser_, XML_FALSE);
  }
  // Takes the handler's answer.
  void check(const Status& status) {
    if (!status.ok()) stop(status.error());
  }

  void start(std::string_view name, const XML_Char** attributes) {
    if (failed_) return;
    // Inside a record an element is built where it stands in its parent, and only the record itself is on the path.
    const bool inside = !open_.empty();
    XmlNode outer;
    XmlNode* node = &outer;
    if (inside) {
      std::vector<XmlNode>& siblings = open_.back()->children;
      if (siblings.capacity() == 0) siblings.reserve(kFirstChildren);
      node = &siblings.emplace_back();
      open_.push_back(node);
    }
    node->name = local_name(name);
    if (!inside) path_.push_back(node->name);
    if (path_.size() + (inside ? open_.size() - 1 : 0) > kMaxXmlDepth) {
      stop(fault(ErrorCode::kLimit, "elements are nested more than " + std::to_string(kMaxXmlDepth) + " deep",
                 "Fetch the list from its official address"));
      return;
    }
    node->line = line();
    node->offset = offset();
    if (attributes[0] != nullptr) {
      std::size_t count = 1;
      while (count < kMaxXmlAttributes && attributes[2 * count] != nullptr) ++count;
      node->attributes.reserve(count);
    }
    for (std::size_t count = 0; attributes[0] != nullptr; attributes += 2) {
      const std::string_view value = attributes[1];
      if (++count > kMaxXmlAttributes || value.size() > kMaxValueBytes) {
        stop(fault(ErrorCode::kLimit,
                   count > kMaxXmlAttributes
                       ? "an element has more than " + std::to_string(kMaxXmlAttributes) + " attributes"
                       : "an attribute is longer than " + std::to_string(kMaxValueBytes) + " bytes",
                   "Check the record; no value of a list is that long"));
        return;
      }
      node->attributes.emplace_back(local_name(attributes[0]), value);
    }
    if (inside) {
      if (++record_nodes_ > kMaxXmlRecordNodes) {
        stop(fault(ErrorCode::kLimit, "a record has more than " + std::to_string(kMaxXmlRecordNodes) + " elements",
                   "Check the record"));
      }
      return;
    }
    if (path_.size() == 1) {
      check(handler_.root(outer, namespace_of(name)));
    } else if (handler_.is_record(path_)) {
      record_nodes_ = 1;
      record_ = std::move(outer);
      open_.push_back(&record_);
    } else {
      check(handler_.outside(path_, outer));
    }
  }

  void end() {
    if (failed_) return;
    if (open_.empty()) {
      path_.pop_back();
      return;
    }
    if (std::string& text = open_.back()->text; !keep_blanks_ && !text.empty()) {
      text.resize(trim(text).size());  // blanks at the beginning were never taken
    }
    open_.pop_back();
    if (!open_.empty()) return;
    check(handler_.record(path_, std::move(record_)));
    record_ = {};
    path_.pop_back();
  }

  void characters(std::string_view text) {
    if (failed_ || open_.empty()) return;
    std::string& target = open_.back()->text;
    // Most texts between elements are blanks alone.
    if (target.empty() && !keep_blanks_) {
      std::size_t blanks = 0;
      while (blanks < text.size() &&
             (text[blanks] == ' ' || text[blanks] == '\n' || text[blanks] == '\t' || text[blanks] == '\r'))
        ++blanks;
      text.remove_prefix(blanks);
      if (text.empty()) return;
    }
    if (target.size() + text.size() > kMaxValueBytes) {
      stop(fault(ErrorCode::kLimit, "a text is longer than " + std::to_string(kMaxValueBytes) + " bytes",
                 "Check the record; no value of a list is that long"));
      return;
    }
    target.append(text);
  }

  const InputFile& input_;
  XmlHandler& handler_;
  XML_Parser parser_ = nullptr;
  std::size_t skipped_ = 0;
  std::uint64_t line_ = 1;
  std::uint64_t line_at_ = 0;      // offset up to which lines are counted
  std::vector<std::string> path_;  // down to the record, or to the element that is open outside records
  XmlNode record_;
  // The record's elements that are not closed yet, each the last child of the one before; empty outside records. A
  // parent takes no further child while one of its children is open, so the pointers stay good.
  std::vector<XmlNode*> open_;
  std::size_t record_nodes_ = 0;
  bool keep_blanks_ = false;
  bool failed_ = false;
  Error error_;
};

}  // namespace

std::string_view XmlNode::attribute(std::string_view attribute_name) const {
  for (const auto& [key, value] : attributes) {
    if (key == attribute_name) return value;
  }
  return {};
}

const XmlNode* XmlNode::child(std::string_view child_name) const {
  for (const XmlNode& node : children) {
    if (node.name == child_name) return &node;
  }
  return nullptr;
}

std::string_view XmlNode::child_text(std::string_view child_name) const {
  const XmlNode* node = child(child_name);
  return node == nullptr ? std::string_view() : std::string_view(node->text);
}

std::string path_text(std::span<const std::string> path) {
  std::string out;
  // A path that is refused for its depth would fill the screen.
  constexpr std::size_t kShown = 8;
  for (std::size_t i = 0; i < path.size() && i < kShown; ++i) out += (i == 0 ? "" : "/") + shown(path[i], 60);
  return path.size() > kShown ? out + "/..." : out;
}

Status read_xml(const InputFile& input, XmlHandler& handler) {
  return Parse(input, handler).run();
}

}  // namespace penumbra::ingest
