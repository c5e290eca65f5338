#include "update/sources.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <set>
#include <utility>

#include "embedded/official_sources.h"
#include "rules/toml.h"

namespace penumbra::update {
namespace {

constexpr std::size_t kMaxSources = 1000;
constexpr std::size_t kMaxFilesOfSource = 100;
constexpr std::string_view kOfficialFile = "data/sources/official.toml";

Error at(ErrorCode code, const std::string& file, std::uint64_t line, std::string message, std::string fix) {
  Error error{code, std::move(message), {}, std::move(fix)};
  error.position.file = file;
  error.position.line = line;
  return error;
}

bool is_source_name(std::string_view name) {
  if (name.empty() || name.size() > 100 || name == "trust") return false;  // Area keeps trust/ beside the sources
  const auto word = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); };
  return word(name.front()) &&
         std::all_of(name.begin(), name.end(), [&](char c) { return word(c) || c == '.' || c == '_' || c == '-'; });
}

std::optional<std::uint64_t> whole_number(std::string_view text) {
  std::uint64_t number = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (fault != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

std::optional<ContentKind> kind_of(std::string_view text) {
  if (text == "xml") return ContentKind::kXml;
  if (text == "csv") return ContentKind::kCsv;
  if (text == "json") return ContentKind::kJson;
  if (text == "xlsx") return ContentKind::kXlsx;
  if (text == "text") return ContentKind::kText;
  if (text == "page") return ContentKind::kPage;
  return std::nullopt;
}

// What is wrong with a mirror, "" if nothing.
std::string fault_of_mirror(const Source& source, const std::string& mirror) {
  if (std::any_of(mirror.begin(), mirror.end(), [](char c) { return static_cast<unsigned char>(c) <= ' '; })) {
    return "has a blank or a control character";
  }
  if (mirror.starts_with("https://") || folder_of(mirror)) {
  } else if (mirror.starts_with("http://")) {
    if (!source.plain_http && !is_this_machine(mirror)) return "is not protected (http), and plain_http is not \"yes\"";
  } else {
    return "is neither https://, http://, file:// nor a folder";
  }
  if (!folder_of(mirror) && host_of(mirror).empty()) return "names no machine";
  if (source.files.size() > 1 && !mirror.ends_with("/") && mirror.find("{file}") == std::string::npos &&
      mirror.find("{name}") == std::string::npos) {
    return "serves several files but has neither {file} nor {name} nor a / at its end";
  }
  if (mirror.find("{token}") != std::string::npos && source.token.empty()) {
    return "needs a token, but the source does not name its environment variable";
  }
  return "";
}

// Takes the values of one [[source]] apart.
class SourceTable {
 public:
  SourceTable(const rules::TomlTable& table, const std::string& file) : table_(table), file_(file) {}

  Result<Source> read() {
    Source source;
    source.line = table_.line;
    PENUMBRA_RETURN_IF_ERROR(only_known());
    PENUMBRA_ASSIGN_OR_RETURN(source.name, text("name", true));
    if (!is_source_name(source.name)) {
      return fault("name", "a source name has letters, digits, dots, dashes and underscores",
                   "Write name = \"us-sdn\"");
    }
    PENUMBRA_ASSIGN_OR_RETURN(source.title, text("title", false));
    PENUMBRA_ASSIGN_OR_RETURN(source.home, text("home", false));
    PENUMBRA_ASSIGN_OR_RETURN(source.token, text("token", false));
    PENUMBRA_RETURN_IF_ERROR(read_token_header(source));
    PENUMBRA_ASSIGN_OR_RETURN(source.plain_http, yes_no("plain_http", false));
    PENUMBRA_ASSIGN_OR_RETURN(source.standard, yes_no("standard", true));
    source.files = texts("files");
    source.mirrors = texts("mirrors");
    source.readers = texts("readers");
    source.types = texts("types");
    PENUMBRA_RETURN_IF_ERROR(read_limits(source));
    PENUMBRA_ASSIGN_OR_RETURN(source.collects, yes_no("collect", false));
    PENUMBRA_RETURN_IF_ERROR(source.collects ? read_collected(source) : check_files(source));
    PENUMBRA_RETURN_IF_ERROR(read_index(source));
    PENUMBRA_RETURN_IF_ERROR(read_details(source));
    if (source.mirrors.empty() && source.index.empty()) {
      return fault("mirrors", "the source has no address", "Write mirrors = [\"https://…\"], or index = of a page");
    }
    for (const std::string& mirror : source.mirrors) {
      const std::string wrong = fault_of_mirror(source, mirror);
      if (!wrong.empty()) {
        return fault("mirrors", "the mirror " + public_address(mirror) + " " + wrong,
                     "Write https://…/, https://…{file}… or a folder");
      }
    }
    return source;
  }

 private:
  Error fault(std::string_view key, std::string message, std::string fix) const {
    const auto found = table_.values.find(key);
    return at(ErrorCode::kInvalidValue, file_, found == table_.values.end() ? table_.line : found->second.line,
              std::string(key) + ": " + std::move(message), std::move(fix));
  }

  Status only_known() const {
    static const std::set<std::string_view> kKnown = {
        "collect",      "content",   "details", "details_days", "details_member", "earlier",   "files",
        "home",         "hosts",     "index",   "link_address", "link_date",      "link_line", "link_text",
        "max_age_days", "max_bytes", "mirrors", "name",         "plain_http",     "readers",   "record_kind",
        "standard",     "title",     "token",   "token_header", "types"};
    for (const auto& [key, value] : table_.values) {
      if (!kKnown.contains(key)) {
        return at(ErrorCode::kUnsupported, file_, value.line, "a source has no key \"" + key + "\"",
                  "See docs/design/update.md for the keys");
      }
    }
    return {};
  }

  Result<std::string> text(std::string_view key, bool required) const {
    const auto found = table_.values.find(key);
    if (found == table_.values.end()) {
      if (required) return fault(key, "is missing", "Add it to the source");
      return std::string();
    }
    if (found->second.is_array) return fault(key, "is one text, not a list", "Leave the brackets out");
    return found->second.strings.front();
  }

  Result<bool> yes_no(std::string_view key, bool otherwise) const {
    PENUMBRA_ASSIGN_OR_RETURN(const std::string value, text(key, false));
    if (value.empty()) return otherwise;
    if (value != "yes" && value != "no") return fault(key, "is \"yes\" or \"no\"", "Write one of them");
    return value == "yes";
  }

  std::vector<std::string> texts(std::string_view key) const {
    const auto found = table_.values.find(key);
    return found == table_.values.end() ? std::vector<std::string>() : found->second.strings;
  }

  Status read_limits(Source& source) const {
    PENUMBRA_ASSIGN_OR_RETURN(const std::string content, text("content", false));
    if (!content.empty()) {
      const auto kind = kind_of(content);
      if (!kind) return fault("content", "is xml, csv, json, xlsx, text or page", "Write content = \"xml\"");
      source.kind = *kind;
    }
    PENUMBRA_ASSIGN_OR_RETURN(const std::string age, text("max_age_days", false));
    if (!age.empty()) {
      const auto days = whole_number(age);
      if (!days || *days > 36'500) return fault("max_age_days", "is a number of days in quotes", "Write \"2\"");
      source.max_age_days = static_cast<std::int32_t>(*days);
    }
    PENUMBRA_ASSIGN_OR_RETURN(const std::string bytes, text("max_bytes", false));
    if (!bytes.empty()) {
      const auto most = whole_number(bytes);
      constexpr std::uint64_t kMost = std::uint64_t{4} << 30;  // publish reads no larger file
      if (!most || *most == 0 || *most > kMost) {
        return fault("max_bytes", "is a number of bytes in quotes, at most 4294967296", "Write \"200000000\"");
      }
      source.max_bytes = *most;
    }
    return {};
  }

  Status read_token_header(Source& source) const {
    PENUMBRA_ASSIGN_OR_RETURN(source.token_header, text("token_header", false));
    const auto fits = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-'; };
    if (!std::all_of(source.token_header.begin(), source.token_header.end(), fits)) {
      return fault("token_header", "is a name of letters, digits and dashes", "Write \"x-api-key\"");
    }
    if (!source.token_header.empty() && source.token.empty()) {
      return fault("token_header", "needs a token, but the source does not name its environment variable",
                   "Write token = \"NAME_OF_THE_VARIABLE\"");
    }
    return {};
  }

  // Every page that fits one of link_text, below link_address.
  Status read_collected(Source& source) const {
    source.earlier = texts("earlier");
    if (!source.files.empty() || !source.mirrors.empty()) {
      return fault("collect", "the pages of a source that collects have the names of their addresses",
                   "Leave files and mirrors out");
    }
    if (texts("index").empty()) return fault("collect", "no page names what is to be collected", "Name it in index");
    for (const std::string& page : source.earlier) {
      const std::string wrong = folder_of(page) ? "is a folder" : fault_of_mirror(source, page);
      if (!wrong.empty()) return fault("earlier", "the page " + public_address(page) + " " + wrong, "Write https://…");
    }
    return {};
  }

  // A rule for each file, of up to three lists that run beside files; of a source that collects, for each text.
  Status read_index(Source& source) const {
    source.index = texts("index");
    if (source.collects) {
      const std::vector<std::string> address = texts("link_address");
      std::vector<std::string> words = texts("link_text");
      if (address.size() > 1) return fault("link_address", "is one pattern for all pages", "Give one, and more texts");
      if (words.empty()) words.emplace_back();
      for (std::string& word : words) source.links.push_back({address.empty() ? "" : address[0], std::move(word), ""});
    }
    PENUMBRA_RETURN_IF_ERROR(read_hosts(source));
    PENUMBRA_RETURN_IF_ERROR(read_link_date(source));
    constexpr std::string_view kParts[] = {"link_address", "link_text", "link_line"};
    if (!source.collects) source.links.resize(source.index.empty() ? 0 : source.files.size());
    for (const std::string_view part : kParts) {
      if (source.collects) break;
      const std::vector<std::string> values = texts(part);
      if (values.empty()) continue;
      if (source.index.empty()) return fault(part, "is of no use without index", "Name the page in index");
      if (values.size() != source.files.size()) {
        return fault(
            part,
            "has " + std::to_string(values.size()) + " rules for " + std::to_string(source.files.size()) + " files",
            "Give one for each of files, in the same order (\"\" asks for nothing)");
      }
      for (std::size_t i = 0; i < values.size(); ++i) {
        LinkRule& rule = source.links[i];
        (part == "link_address" ? rule.address : part == "link_text" ? rule.text : rule.line) = values[i];
      }
    }
    for (std::size_t i = 0; i < source.links.size(); ++i) {
      if (source.links[i] == LinkRule()) {
        return fault("index", "nothing says which link of the page is " + (source.collects ? "meant" : source.files[i]),
                     "Write link_address = [\"*/name*.xlsx\"], link_text or link_line");
      }
    }
    for (const std::string& page : source.index) {
      if (folder_of(page)) return fault("index", "is a page of the web", "Write https://… (or a folder in mirrors)");
      Source one = source;
      one.files.resize(1);  // a page is one address, whatever the number of files
      const std::string wrong = fault_of_mirror(one, page);
      if (!wrong.empty()) return fault("index", "the page " + public_address(page) + " " + wrong, "Write https://…");
    }
    return {};
  }

  Status read_details(Source& source) const {
    DetailRule& details = source.details;
    PENUMBRA_ASSIGN_OR_RETURN(details.address, text("details", false));
    PENUMBRA_ASSIGN_OR_RETURN(details.member, text("details_member", !details.address.empty()));
    PENUMBRA_ASSIGN_OR_RETURN(details.kind_member, text("record_kind", false));
    PENUMBRA_ASSIGN_OR_RETURN(const std::string days, text("details_days", false));
    if (!days.empty()) {
      const auto number = whole_number(days);
      if (!number || *number == 0 || *number > 365)
        return fault("details_days", "is a number of days in quotes", "Write \"7\"");
      details.days = static_cast<int>(*number);
    }
    if (details == DetailRule()) return {};
    if (source.kind != ContentKind::kJson) return fault("details", "is for lists in JSON", "Write content = \"json\"");
    if (details.address.empty()) return {};
    Source one = source;
    one.files.resize(1);
    const std::string wrong = fault_of_mirror(one, details.address);
    if (!wrong.empty() || folder_of(details.address)) {
      return fault("details", "the address " + public_address(details.address) + " " + wrong, "Write https://…/{id}");
    }
    if (details.address.find('{') == std::string::npos) {
      return fault("details", "the address is the same for all records", "Write a member's name in braces: {id}");
    }
    return {};
  }

  Status read_hosts(Source& source) const {
    for (const std::string& host : texts("hosts")) {
      if (host != host_of("https://" + host + "/")) {
        return fault("hosts", "\"" + host + "\" is no name of a machine in small letters", "Write www.example.org");
      }
      source.hosts.push_back(host);
    }
    if (!source.hosts.empty() && source.index.empty()) {
      return fault("hosts", "is of no use without index", "Name the page in index");
    }
    return {};
  }

  Status read_link_date(Source& source) const {
    PENUMBRA_ASSIGN_OR_RETURN(const std::string how, text("link_date", false));
    if (how == "ymd") source.link_date = LinkDate::kYearFirst;
    if (how == "mdy") source.link_date = LinkDate::kMonthFirst;
    if (how == "dmy") source.link_date = LinkDate::kDayFirst;
    if (!how.empty() && source.link_date == LinkDate::kNone) {
      return fault("link_date", "is ymd, mdy or dmy", "Write link_date = \"ymd\" for addresses such as 20260828");
    }
    if (!how.empty() && source.index.empty()) {
      return fault("link_date", "is of no use without index", "Name the page in index");
    }
    return {};
  }

  Status check_files(const Source& source) const {
    if (source.files.empty()) return fault("files", "the source has no file", "Write files = [\"list.xml\"]");
    if (source.files.size() > kMaxFilesOfSource) return fault("files", "more than 100 files", "Divide the source");
    std::set<std::string_view> seen;
    for (const std::string& file : source.files) {
      if (!is_file_name(file)) {
        return fault("files", "\"" + file + "\" is no plain file name",
                     "Use letters, digits, dots, dashes, underscores");
      }
      if (!seen.insert(file).second) return fault("files", "\"" + file + "\" stands there twice", "Name it once");
    }
    return {};
  }

  const rules::TomlTable& table_;
  const std::string& file_;
};

}  // namespace

bool is_file_name(std::string_view name) {
  if (name.empty() || name.size() > 100 || name.front() == '.' || name.front() == '-') return false;
  return std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' ||
           c == '-';
  });
}

std::optional<std::string> folder_of(std::string_view address) {
  if (address.starts_with("file:///")) return std::string(address.substr(7));
  if (address.starts_with("/") || address.starts_with("./") || address.starts_with("../")) return std::string(address);
  return std::nullopt;
}

std::string public_address(std::string_view address) {
  std::string out(address.substr(0, address.find_first_of("?#")));
  const std::size_t scheme = out.find("://");
  if (scheme == std::string::npos) return out;
  const std::size_t end = std::min(out.find('/', scheme + 3), out.size());
  const std::size_t user = out.rfind('@', end);
  if (user != std::string::npos && user > scheme) out.erase(scheme + 3, user - scheme - 2);
  return out;
}

Result<std::vector<Source>> parse_sources(std::string_view text, const std::string& file) {
  PENUMBRA_ASSIGN_OR_RETURN(const std::vector<rules::TomlTable> tables, rules::parse_toml(text, file));
  if (tables.size() > kMaxSources + 1) {
    return at(ErrorCode::kLimit, file, 0, "more than 1000 sources", "Divide the sources file");
  }
  std::vector<Source> sources;
  std::set<std::string> names;
  for (const rules::TomlTable& table : tables) {
    if (table.name.empty() && table.values.empty()) continue;
    if (table.name != "source" || !table.is_array_element) {
      return at(ErrorCode::kUnsupported, file, table.line, "a sources file consists of [[source]] tables",
                "Begin each source with [[source]]");
    }
    PENUMBRA_ASSIGN_OR_RETURN(Source source, SourceTable(table, file).read());
    if (!names.insert(source.name).second) {
      return at(ErrorCode::kDuplicate, file, table.line, "the source \"" + source.name + "\" stands there twice",
                "Give each source a name of its own");
    }
    sources.push_back(std::move(source));
  }
  if (sources.empty()) {
    return at(ErrorCode::kEmpty, file, 0, "the file names no source", "Add a [[source]] with name, files and mirrors");
  }
  return sources;
}

std::string_view official_sources_text() {
  return embedded::official_sources();
}

Result<std::vector<Source>> official_sources() {
  return parse_sources(official_sources_text(), std::string(kOfficialFile));
}

Result<std::string> token_of(const Source& source,
                             const std::function<std::optional<std::string>(const std::string&)>& environment) {
  const auto token = environment(source.token);
  const auto harmless = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
           c == '.' || c == '~' || c == '%' || c == '=';
  };
  if (!token || token->empty()) {
    return Error{ErrorCode::kNotFound,
                 "the source " + source.name + " needs a token of the authority",
                 {},
                 "Get one at " + source.home + " and set the environment variable " + source.token};
  }
  if (!std::all_of(token->begin(), token->end(), harmless)) {
    return Error{ErrorCode::kInvalidValue,
                 "the token in " + source.token + " has characters that no address may have",
                 {},
                 "Write them as %XX"};
  }
  return *token;
}

Result<std::string> address_of(const Source& source, const std::string& mirror, const std::string& file,
                               const std::function<std::optional<std::string>(const std::string&)>& environment) {
  std::string address = mirror;
  const auto fill = [&address](std::string_view mark, const std::string& value) {
    for (std::size_t i = address.find(mark); i != std::string::npos; i = address.find(mark, i + value.size())) {
      address.replace(i, mark.size(), value);
    }
  };
  if (address.ends_with("/")) {
    address += file;
  } else {
    fill("{file}", file);
    fill("{name}", file.substr(0, file.rfind('.')));
  }
  if (address.find("{token}") == std::string::npos) return address;
  PENUMBRA_ASSIGN_OR_RETURN(const std::string token, token_of(source, environment));
  fill("{token}", token);
  return address;
}

}  // namespace penumbra::update
