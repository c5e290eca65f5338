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

constexpr std::size_t kChunk = std::size_t{1} << 20;
// Cannot stand in a name, so it always parts namespace and local name.
constexpr char kNamespaceMark = '\n';

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
  Parse(const InputFile& input, XmlHandler& handler) : input_(input), handler_(handler) {}

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
      error.position.line = XML_GetCurrentLineNumber(parser_);
      error.position.column = XML_GetCurrentColumnNumber(parser_) + 1;
      error.position.offset = offset();
    }
    error.position.path = path_text(path_);
    return error;
  }

  std::uint64_t offset() const {
    const XML_Index index = XML_GetCurrentByteIndex(parser_);
    return index < 0 ? 0 : static_cast<std::uint64_t>(index) + skipped_;
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
    path_.emplace_back(local_name(name));
    if (path_.size() > kMaxXmlDepth) {
      stop(fault(ErrorCode::kLimit, "elements are nested more than " + std::to_string(kMaxXmlDepth) + " deep",
                 "Fetch the list from its official address"));
      return;
    }
    XmlNode node;
    node.name = path_.back();
    node.line = XML_GetCurrentLineNumber(parser_);
    node.offset = offset();
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
      node.attributes.emplace_back(local_name(attributes[0]), value);
    }
    if (!open_.empty()) {
      if (++record_nodes_ > kMaxXmlRecordNodes) {
        stop(fault(ErrorCode::kLimit, "a record has more than " + std::to_string(kMaxXmlRecordNodes) + " elements",
                   "Check the record"));
        return;
      }
      open_.push_back(std::move(node));
      return;
    }
    if (path_.size() == 1) {
      check(handler_.root(node, namespace_of(name)));
    } else if (handler_.is_record(path_)) {
      record_nodes_ = 1;
      open_.push_back(std::move(node));
    } else {
      check(handler_.outside(path_, node));
    }
  }

  void end() {
    if (failed_) return;
    if (!open_.empty()) {
      XmlNode node = std::move(open_.back());
      open_.pop_back();
      if (!handler_.keep_blanks()) node.text = std::string(trim(node.text));
      if (open_.empty()) {
        check(handler_.record(path_, std::move(node)));
      } else {
        open_.back().children.push_back(std::move(node));
      }
    }
    path_.pop_back();
  }

  void characters(std::string_view text) {
    if (failed_ || open_.empty()) return;
    std::string& target = open_.back().text;
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
  std::vector<std::string> path_;
  std::vector<XmlNode> open_;  // the record's elements that are not closed yet; empty outside records
  std::size_t record_nodes_ = 0;
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
