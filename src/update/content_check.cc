#include "update/content_check.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <initializer_list>
#include <span>
#include <utility>

namespace penumbra::update {
namespace {

constexpr std::size_t kLookedAt = 1024;

// Content types that the servers of authorities send for each kind, as seen in the wild: many say nothing precise.
bool believed(ContentKind kind, std::string_view type) {
  if (type.empty() || type == "application/octet-stream" || type == "binary/octet-stream" ||
      type == "application/force-download" || type == "application/x-download" || type == "application/download") {
    return true;
  }
  const auto is = [type](std::initializer_list<std::string_view> known) {
    return std::find(known.begin(), known.end(), type) != known.end();
  };
  switch (kind) {
    case ContentKind::kXml:
      return is({"text/xml", "application/xml", "text/plain"}) || type.ends_with("+xml");
    case ContentKind::kCsv:
      return is(
          {"text/csv", "application/csv", "text/plain", "application/vnd.ms-excel", "text/comma-separated-values"});
    case ContentKind::kJson:
      return is({"application/json", "text/json", "text/plain", "application/x-ndjson"}) || type.ends_with("+json");
    case ContentKind::kXlsx:
      return is({"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                 "application/vnd.oasis.opendocument.spreadsheet", "application/zip", "application/vnd.ms-excel"});
    case ContentKind::kText:
      return type == "text/plain";
    case ContentKind::kPage:
      return is({"text/html", "application/xhtml+xml"});
    case ContentKind::kAny:
      return type != "text/html" && type != "application/xhtml+xml";
  }
  return false;
}

std::string_view name_of(ContentKind kind) {
  switch (kind) {
    case ContentKind::kXml:
      return "XML";
    case ContentKind::kCsv:
      return "CSV";
    case ContentKind::kJson:
      return "JSON";
    case ContentKind::kXlsx:
      return "a workbook (XLSX or ODS)";
    case ContentKind::kText:
      return "text";
    case ContentKind::kPage:
      return "a web page";
    case ContentKind::kAny:
      return "a list";
  }
  return "a list";
}

// The beginning without byte order mark and blanks. UTF-16 is left to the readers.
std::string_view beginning(std::string_view bytes) {
  bytes = bytes.substr(0, kLookedAt);
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  while (!bytes.empty() && std::isspace(static_cast<unsigned char>(bytes.front())) != 0) bytes.remove_prefix(1);
  return bytes;
}

bool is_page(std::string_view start) {
  std::string text(start);
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return static_cast<char>(std::tolower(static_cast<unsigned char>(c))); });
  if (text.starts_with("<!doctype html") || text.starts_with("<script") || text.starts_with("<head")) return true;
  // <html may follow a comment or an XML declaration (XHTML).
  return text.starts_with("<") && text.find("<html") != std::string::npos;
}

bool begins_as(ContentKind kind, std::string_view bytes, std::string_view start) {
  const bool wide = bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF");
  switch (kind) {
    case ContentKind::kXml:
      return wide || start.starts_with("<");
    case ContentKind::kJson:
      return start.starts_with("{") || start.starts_with("[");
    case ContentKind::kXlsx:
      return bytes.starts_with("PK\x03\x04");
    case ContentKind::kCsv:
    case ContentKind::kText:
      return wide || (!start.starts_with("<") && !start.starts_with("{") && !bytes.starts_with("PK\x03\x04"));
    case ContentKind::kPage:
      return is_page(start);
    case ContentKind::kAny:
      return true;
  }
  return false;
}

std::string quoted(std::string_view start) {
  constexpr std::size_t kShown = 60;
  std::string out;
  for (const char c : start.substr(0, kShown)) out += static_cast<unsigned char>(c) < ' ' ? ' ' : c;
  return "\"" + out + "\"";
}

}  // namespace

Status check_content(const Source& source, const std::string& file, std::string_view content_type,
                     std::string_view bytes) {
  const auto refuse = [&file](ErrorCode code, std::string message, std::string fix) {
    Error error{code, std::move(message), {}, std::move(fix)};
    error.position.file = file;
    return error;
  };
  const std::string_view start = beginning(bytes);
  if (start.empty()) return refuse(ErrorCode::kEmpty, "the downloaded file is empty", "Try again later");
  if (source.kind != ContentKind::kPage && is_page(start)) {
    return refuse(ErrorCode::kUnexpectedStructure,
                  "a web page came instead of the list (a block, login or error page): " + quoted(start),
                  "Open the address in a browser; a proxy or the authority may refuse this machine");
  }
  const bool stated = std::find(source.types.begin(), source.types.end(), content_type) != source.types.end();
  if (!stated && !believed(source.kind, content_type)) {
    return refuse(ErrorCode::kUnexpectedStructure,
                  "the server says that it sends " + std::string(content_type) + ", but " +
                      std::string(name_of(source.kind)) + " was expected",
                  "If that is right, add the type to the source: types = [\"" + std::string(content_type) + "\"]");
  }
  if (!begins_as(source.kind, bytes, start)) {
    return refuse(ErrorCode::kUnexpectedStructure,
                  "the file is not " + std::string(name_of(source.kind)) + "; it begins with " + quoted(start),
                  "Check the address and content = of the source");
  }
  return {};
}

}  // namespace penumbra::update
