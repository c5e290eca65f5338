#include "rules/toml.h"

#include <utility>

namespace penumbra::rules {

namespace {

constexpr std::size_t kMaxFileBytes = std::size_t{1} << 20;  // rule files have tens of kilobytes

bool is_key_char(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
}

class Parser {
 public:
  Parser(std::string_view text, const std::string& file) : text_(text), file_(file) {}

  Result<std::vector<TomlTable>> run() {
    if (text_.size() > kMaxFileBytes) {
      return error(ErrorCode::kLimit, "the rule file is larger than 1 MiB", "Split it by regime");
    }
    tables_.push_back(TomlTable{});
    while (true) {
      skip_blanks_and_lines();
      if (done()) return std::move(tables_);
      auto status = peek() == '[' ? heading() : entry();
      if (!status.ok()) return status.error();
      PENUMBRA_RETURN_IF_ERROR(end_of_line());
    }
  }

 private:
  bool done() const { return at_ >= text_.size(); }
  char peek() const { return done() ? '\0' : text_[at_]; }

  Error error(ErrorCode code, std::string message, std::string fix) const {
    SourcePosition position;
    position.file = file_;
    position.line = line_;
    position.offset = at_;
    return Error{code, std::move(message), std::move(position), std::move(fix)};
  }

  void skip_blanks() {
    while (peek() == ' ' || peek() == '\t') ++at_;
  }

  void skip_comment() {
    if (peek() != '#') return;
    while (!done() && text_[at_] != '\n') ++at_;
  }

  // Blanks, comments and line ends.
  void skip_blanks_and_lines() {
    while (!done()) {
      skip_blanks();
      skip_comment();
      if (peek() == '\r') {
        ++at_;
      } else if (peek() == '\n') {
        ++at_;
        ++line_;
      } else {
        return;
      }
    }
  }

  Status end_of_line() {
    skip_blanks();
    skip_comment();
    if (peek() == '\r') ++at_;
    if (done() || peek() == '\n') return {};
    return error(ErrorCode::kSyntax, "there is text after the value", "Put each key on a line of its own");
  }

  Result<std::string> key() {
    const std::size_t begin = at_;
    while (is_key_char(peek())) ++at_;
    if (at_ == begin) {
      return error(ErrorCode::kSyntax, "a key or a heading was expected here", "Write key = \"value\" or [[version]]");
    }
    return std::string(text_.substr(begin, at_ - begin));
  }

  Status heading() {
    const std::uint64_t line = line_;
    ++at_;
    const bool array = peek() == '[';
    if (array) ++at_;
    PENUMBRA_ASSIGN_OR_RETURN(std::string name, key());
    const std::string_view close = array ? "]]" : "]";
    if (text_.substr(at_, close.size()) != close) {
      return error(ErrorCode::kSyntax, "the heading is not closed", "Write [name] or [[name]]");
    }
    at_ += close.size();
    if (!array) {
      for (const TomlTable& table : tables_) {
        if (table.name == name) {
          return error(ErrorCode::kDuplicate, "the heading [" + name + "] occurs twice", "Merge the two parts");
        }
      }
    }
    tables_.push_back(TomlTable{std::move(name), array, line, {}});
    return {};
  }

  Result<std::string> string() {
    if (peek() != '"') {
      return error(ErrorCode::kUnsupported, "rule files use basic strings in double quotes and arrays of them only",
                   "Put the value in double quotes");
    }
    ++at_;
    std::string out;
    while (true) {
      if (done() || peek() == '\n') {
        return error(ErrorCode::kSyntax, "the string is not closed on its line", "Close it with a double quote");
      }
      const char c = text_[at_++];
      if (c == '"') return out;
      if (c == '\\') {
        const char escaped = done() ? '\0' : text_[at_++];
        if (escaped == '"' || escaped == '\\') {
          out.push_back(escaped);
        } else {
          return error(ErrorCode::kUnsupported, "only \\\" and \\\\ may follow a backslash",
                       "Write the character itself in UTF-8");
        }
        continue;
      }
      if (static_cast<unsigned char>(c) < 0x20) {
        return error(ErrorCode::kEncoding, "the string holds a control character", "Remove it");
      }
      out.push_back(c);
    }
  }

  Status entry() {
    const std::uint64_t line = line_;
    PENUMBRA_ASSIGN_OR_RETURN(std::string name, key());
    skip_blanks();
    if (peek() != '=') return error(ErrorCode::kSyntax, "no = follows the key " + name, "Write key = \"value\"");
    ++at_;
    skip_blanks();
    TomlValue value;
    value.line = line;
    if (peek() == '[') {
      value.is_array = true;
      ++at_;
      skip_blanks_and_lines();
      while (peek() != ']') {
        PENUMBRA_ASSIGN_OR_RETURN(std::string element, string());
        value.strings.push_back(std::move(element));
        skip_blanks_and_lines();
        if (peek() == ',') {
          ++at_;
          skip_blanks_and_lines();
        } else if (peek() != ']') {
          return error(ErrorCode::kSyntax, "a comma or ] was expected in the array", "Separate elements by commas");
        }
      }
      ++at_;
    } else {
      PENUMBRA_ASSIGN_OR_RETURN(std::string text, string());
      value.strings.push_back(std::move(text));
    }
    if (!tables_.back().values.emplace(name, std::move(value)).second) {
      return error(ErrorCode::kDuplicate, "the key " + name + " occurs twice under one heading", "Keep one of them");
    }
    return {};
  }

  std::string_view text_;
  const std::string& file_;
  std::size_t at_ = 0;
  std::uint64_t line_ = 1;
  std::vector<TomlTable> tables_;
};

}  // namespace

Result<std::vector<TomlTable>> parse_toml(std::string_view text, const std::string& file) {
  return Parser(text, file).run();
}

}  // namespace penumbra::rules
