// expat calls back with pieces, which XmlRecords puts together and counts. The parser is stopped from inside the
// callbacks, because an error found after the call returns would be found too late: expat hands over a whole buffer's
// worth of events first.
#include "ingest/xml_expat.h"

#include <expat.h>

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ingest/mapping.h"
#include "ingest/text_checks.h"

namespace penumbra::ingest {
namespace {

// expat takes an int. Parsing in one call is a third faster than in pieces of a megabyte, because nothing is copied; a
// parse is stopped from inside the callbacks whatever the size.
constexpr std::size_t kChunk = std::size_t{1} << 30;
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
  Parse(const InputFile& input, XmlRecords& records) : input_(input), records_(records) {}

  // False when an event ended the parse; an error of the document otherwise.
  Result<bool> run() {
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
      if (ended_) return false;
      if (failed_) return error_;
      if (status != XML_STATUS_OK) return syntax_error();
      at += size;
      if (last) break;
    }
    return true;
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
    error.position.path = path_text(records_.whole_path());
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
    if (failed_ || ended_) return;
    failed_ = true;
    error_ = std::move(error);
    XML_StopParser(parser_, XML_FALSE);
  }
  void check(XmlRecords::Answer answer) {
    using Answer = XmlRecords::Answer;
    const auto bound = [this](const std::string& what, std::string fix) {
      stop(fault(ErrorCode::kLimit, what, std::move(fix)));
    };
    switch (answer) {
      case Answer::kGoOn:
        return;
      case Answer::kEnd:
        ended_ = true;
        XML_StopParser(parser_, XML_FALSE);
        return;
      case Answer::kTooDeep:
        return bound("elements are nested more than " + std::to_string(kMaxXmlDepth) + " deep",
                     "Fetch the list from its official address");
      case Answer::kTooManyAttributes:
        return bound("an element has more than " + std::to_string(kMaxXmlAttributes) + " attributes",
                     "Check the record; no value of a list is that long");
      case Answer::kAttributeTooLong:
        return bound("an attribute is longer than " + std::to_string(kMaxValueBytes) + " bytes",
                     "Check the record; no value of a list is that long");
      case Answer::kTooManyElements:
        return bound("a record has more than " + std::to_string(kMaxXmlRecordNodes) + " elements", "Check the record");
      case Answer::kTextTooLong:
        return bound("a text is longer than " + std::to_string(kMaxValueBytes) + " bytes",
                     "Check the record; no value of a list is that long");
    }
  }

  void start(std::string_view name, const XML_Char** attributes) {
    if (failed_ || ended_) return;
    XmlNode node;
    node.name = XmlText(local_name(name));
    node.line = line();
    node.offset = offset();
    attributes_.clear();
    // One more than the bound is enough to see that it is exceeded.
    for (; attributes[0] != nullptr && attributes_.size() <= kMaxXmlAttributes; attributes += 2) {
      attributes_.emplace_back(local_name(attributes[0]), std::string_view(attributes[1]));
    }
    node.attributes = attributes_;
    check(records_.open(node, namespace_of(name), false));
  }
  void end() {
    if (!failed_ && !ended_) check(records_.close());
  }
  void characters(std::string_view text) {
    if (!failed_ && !ended_) check(records_.text(text, false));
  }

  const InputFile& input_;
  XmlRecords& records_;
  XML_Parser parser_ = nullptr;
  std::size_t skipped_ = 0;
  std::uint64_t line_ = 1;
  std::uint64_t line_at_ = 0;  // offset up to which lines are counted
  std::vector<XmlAttribute> attributes_;
  bool failed_ = false;
  bool ended_ = false;
  Error error_;
};

}  // namespace

Result<bool> parse_with_expat(const InputFile& input, XmlRecords& records) {
  return Parse(input, records).run();
}

}  // namespace penumbra::ingest
