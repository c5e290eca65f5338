#include "ingest/text_checks.h"

#include <simdjson.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdint>

#include "base/csv.h"
#include "ingest/byte_scan.h"

namespace penumbra::ingest {
namespace {

// Enough to pass a declaration, a licence comment and a document type declaration; small enough to cost nothing.
constexpr std::size_t kPrefix = std::size_t{64} << 10;

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

std::string_view skip_blank(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  return text;
}

bool starts_with_ignoring_case(std::string_view text, std::string_view lower) {
  if (text.size() < lower.size()) return false;
  for (std::size_t i = 0; i < lower.size(); ++i) {
    if (static_cast<char>(std::tolower(static_cast<unsigned char>(text[i]))) != lower[i]) return false;
  }
  return true;
}

// Where an HTML page begins behind other text that is neither XML nor JSON, which quote such things; npos when none
// does. A web server's answer behind a cut download would be a cell of a table.
std::size_t appended_page(std::string_view bytes) {
  const std::string_view text = skip_blank(without_bom(bytes.substr(0, kPrefix)));
  if (text.empty() || text.front() == '<' || text.front() == '{' || text.front() == '[') return std::string_view::npos;
  for (std::size_t at = bytes.find('<'); at != std::string_view::npos; at = bytes.find('<', at + 1)) {
    const std::string_view rest = bytes.substr(at);
    if (starts_with_ignoring_case(rest, "<!doctype html")) return at;
    if (starts_with_ignoring_case(rest, "<html") && rest.size() > 5 && (rest[5] == '>' || is_blank(rest[5]))) return at;
  }
  return std::string_view::npos;
}

// Steps over what may stand before the root element. Returns the text from the root's "<" on, or "".
std::string_view to_root(std::string_view text) {
  for (;;) {
    text = skip_blank(text);
    if (text.starts_with("<?")) {
      const std::size_t end = text.find("?>");
      if (end == std::string_view::npos) return {};
      text.remove_prefix(end + 2);
    } else if (text.starts_with("<!--")) {
      const std::size_t end = text.find("-->");
      if (end == std::string_view::npos) return {};
      text.remove_prefix(end + 3);
    } else if (text.starts_with("<!")) {
      const std::size_t open = text.find_first_of("[>");
      if (open == std::string_view::npos) return {};
      const std::size_t end = text[open] == '>' ? open : text.find("]>", open);
      if (end == std::string_view::npos) return {};
      text.remove_prefix(end + (text[open] == '>' ? 1 : 2));
    } else {
      return text.starts_with("<") ? text : std::string_view{};
    }
  }
}

std::string_view root_name(std::string_view from_root) {
  if (from_root.empty()) return {};
  from_root.remove_prefix(1);
  std::size_t end = 0;
  while (end < from_root.size() && !is_blank(from_root[end]) && from_root[end] != '>' && from_root[end] != '/') ++end;
  std::string_view name = from_root.substr(0, end);
  if (const std::size_t colon = name.find(':'); colon != std::string_view::npos) name.remove_prefix(colon + 1);
  return name;
}

// The code page whose letters the invalid bytes most likely are. Only ever used in advice.
std::string likely_code_page(std::string_view bytes) {
  std::array<std::uint64_t, 256> seen{};
  for (const char c : bytes) ++seen[static_cast<unsigned char>(c)];
  std::uint64_t high = 0;
  std::uint64_t cyrillic = 0;
  for (std::size_t b = 0x80; b < 256; ++b) {
    high += seen[b];
    if (b >= 0xC0) cyrillic += seen[b];  // where Windows-1251 has А to я
  }
  // Western text has single accented letters between plain ones; Cyrillic text is made of such bytes.
  std::uint64_t letters = 0;
  for (std::size_t b = 'A'; b <= 'z'; ++b) letters += seen[b];
  if (high > 0 && cyrillic * 10 >= high * 8 && high * 4 >= letters) return "Windows-1251";
  return "Windows-1252 or ISO 8859-1";
}

struct Magic {
  std::string_view bytes;
  std::string_view what;
  std::string_view fix;
};
constexpr std::array<Magic, 6> kBinary = {{
    {"PK\x03\x04", "a ZIP archive (or a spreadsheet in XLSX or ODS form)",
     "Unpack it and give the files inside; a spreadsheet of a list that is read from text is to be saved as CSV in "
     "UTF-8"},
    {"\x1F\x8B", "a gzip file", "Unpack it with gunzip and give the file inside"},
    {"\xFD"
     "7zXZ",
     "an xz file", "Unpack it with xz -d and give the file inside"},
    {"\x28\xB5\x2F\xFD", "a zstd file", "Unpack it with zstd -d and give the file inside"},
    {"%PDF-", "a PDF document", "Give the list in a data format"},
    {"\xD0\xCF\x11\xE0", "an old Office document", "Save it as CSV in UTF-8"},
}};

Error refusal(const InputFile& file, ErrorCode code, std::string message, std::string fix) {
  Error error{code, std::move(message), {}, std::move(fix)};
  error.position.file = file.name;
  return error;
}

}  // namespace

std::string_view without_bom(std::string_view bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  return bytes;
}

std::uint64_t line_of(std::string_view bytes, std::size_t offset) {
  offset = std::min(offset, bytes.size());
  return 1 + count_line_feeds(bytes.substr(0, offset));
}

std::string shown(std::string_view text, std::size_t max) {
  std::string out;
  constexpr std::string_view kHex = "0123456789abcdef";
  std::size_t i = 0;
  for (; i < text.size() && out.size() < max; ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte < 0x20 || byte == 0x7F) {
      out += "\\x";
      out += kHex[byte >> 4];
      out += kHex[byte & 15];
    } else {
      out += text[i];
    }
  }
  if (i == text.size()) return out;
  while (!out.empty() && (static_cast<unsigned char>(out.back()) & 0xC0) == 0x80) out.pop_back();
  if (!out.empty() && static_cast<unsigned char>(out.back()) >= 0xC0) out.pop_back();
  return out + "...";
}

std::string_view xml_root(std::string_view bytes) {
  return root_name(to_root(without_bom(bytes).substr(0, kPrefix)));
}

bool looks_like_html(std::string_view bytes) {
  const std::string_view text = skip_blank(without_bom(bytes.substr(0, kPrefix)));
  if (starts_with_ignoring_case(text, "<!doctype html")) return true;
  const std::string_view root = xml_root(bytes);
  return starts_with_ignoring_case(root, "html") && root.size() == 4;
}

bool looks_like_xml(std::string_view bytes) {
  const std::string_view text = skip_blank(without_bom(bytes.substr(0, kPrefix)));
  return text.starts_with("<?xml") || (!xml_root(bytes).empty() && !looks_like_html(bytes));
}

std::string describe_content(std::string_view bytes) {
  const std::string_view text = skip_blank(without_bom(bytes.substr(0, kPrefix)));
  if (text.empty()) return "nothing but white space";
  if (looks_like_html(bytes)) return "an HTML page";
  if (text.front() == '<' && xml_root(bytes) == "schema") {
    return "an XML schema, which describes a format and holds no list; give the .xml file that goes with it";
  }
  if (text.front() == '<') return "XML with the root element <" + shown(xml_root(bytes), 60) + ">";
  if (text.starts_with("ALPHABETICAL LISTING OF ")) {
    return "OFAC's list as printed, without the numbers of its parties; give SDN.CSV with ALT.CSV and ADD.CSV, or "
           "SDN_ADVANCED.XML";
  }
  if (text.front() == '{') return "JSON objects";
  if (text.front() == '[') return "a JSON array";
  base::CsvReader reader(text, {}, {.lenient_quotes = true});
  base::CsvRow row;
  const auto more = reader.next(row);
  if (more.ok() && *more && row.fields.size() == 1 && text.front() == '"' &&
      row.fields[0].find(',') != std::string_view::npos) {
    return "CSV in which every line is one quoted field that holds a whole row (re-saved by a spreadsheet)";
  }
  if (more.ok() && *more && row.fields.size() > 1) {
    return "CSV with " + std::to_string(row.fields.size()) + " columns, beginning with \"" + shown(row.fields[0], 40) +
           "\", \"" + shown(row.fields[1], 40) + "\"";
  }
  return "text that begins with \"" + shown(text.substr(0, text.find('\n')), 60) + "\"";
}

Status check_text(const InputFile& file) {
  if (file.is_text) return {};
  const std::string_view bytes = file.bytes;
  if (bytes.empty()) {
    return refusal(file, ErrorCode::kEmpty, "the file is empty (0 bytes)",
                   "Fetch it again; an empty download is not an empty list");
  }
  for (const Magic& magic : kBinary) {
    if (bytes.starts_with(magic.bytes)) {
      return refusal(file, ErrorCode::kUnknownFormat, "the file is " + std::string(magic.what), std::string(magic.fix));
    }
  }
  // The marks of UTF-32 begin like those of UTF-16, and the advice is the same.
  const std::string_view start = bytes.substr(0, 512);
  const auto zeros = std::count(start.begin(), start.end(), '\0');
  if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF") ||
      (start.size() >= 8 && zeros * 3 >= static_cast<std::ptrdiff_t>(start.size()))) {
    return refusal(file, ErrorCode::kEncoding, "the file is in UTF-16 or UTF-32, not in UTF-8",
                   "Convert it: iconv -f UTF-16 -t UTF-8");
  }
  if (!simdjson::validate_utf8(bytes.data(), bytes.size())) {
    // Find the place only now: the quick check says yes or no.
    std::size_t at = 0;
    while (at < bytes.size()) {
      const std::size_t line_end = std::min(bytes.find('\n', at), bytes.size());
      if (!simdjson::validate_utf8(bytes.data() + at, line_end - at)) break;
      at = line_end + 1;
    }
    at = std::min(at, bytes.size());
    while (at < bytes.size() && static_cast<unsigned char>(bytes[at]) < 0x80) ++at;
    Error error =
        refusal(file, ErrorCode::kEncoding, "the file is not valid UTF-8; it is probably in " + likely_code_page(bytes),
                "Convert it to UTF-8 with iconv, or fetch the edition in UTF-8");
    error.position.offset = at;
    error.position.line = line_of(bytes, at);
    return error;
  }
  // No text has one. A download that was continued at the wrong place, or a disk that lost a page, leaves runs of them,
  // which a table would take for part of a cell.
  if (const std::size_t at = bytes.find('\0'); at != std::string_view::npos) {
    Error error = refusal(file, ErrorCode::kSyntax,
                          "the file holds zero bytes, which no text has: a piece of it is lost", "Fetch it again");
    error.position.offset = at;
    error.position.line = line_of(bytes, at);
    return error;
  }
  if (looks_like_html(bytes)) {
    std::string title;
    const std::string_view prefix = bytes.substr(0, kPrefix);
    if (const std::size_t open = prefix.find("<title>"); open != std::string_view::npos) {
      title = shown(skip_blank(prefix.substr(open + 7, prefix.find('<', open + 7) - open - 7)), 80);
    }
    return refusal(file, ErrorCode::kUnexpectedStructure,
                   "the file is an HTML page, not a list" + (title.empty() ? "" : " (\"" + title + "\")"),
                   "It is probably a block or login page of the web server: fetch the list again");
  }
  if (const std::size_t page = appended_page(bytes); page != std::string_view::npos) {
    Error error = refusal(file, ErrorCode::kUnexpectedStructure, "an HTML page begins in the middle of the file",
                          "An answer of the web server follows a cut download: fetch the list again");
    error.position.offset = page;
    error.position.line = line_of(bytes, page);
    return error;
  }
  if (skip_blank(without_bom(bytes)).empty()) {
    return refusal(file, ErrorCode::kEmpty, "the file holds nothing but white space", "Fetch it again");
  }
  return {};
}

}  // namespace penumbra::ingest
