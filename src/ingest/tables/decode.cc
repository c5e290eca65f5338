// Encodings of text files that people save from spreadsheets. The conversion is ICU's; telling the two Windows code
// pages apart is ours, because ICU's detector wants long texts.
#include <simdjson.h>
#include <unicode/unistr.h>

#include <cstdint>

#include "ingest/mapping.h"
#include "ingest/tables/sheets.h"
#include "ingest/text_checks.h"

namespace penumbra::ingest {
namespace {

std::string convert(std::string_view bytes, const char* encoding) {
  const icu::UnicodeString text(bytes.data(), static_cast<std::int32_t>(bytes.size()), encoding);
  std::string out;
  text.toUTF8String(out);
  return out;
}

// Cyrillic words in Windows-1251 are runs of bytes from 0xC0 on; accented letters of Western words stand alone between
// plain ones.
bool looks_cyrillic(std::string_view bytes) {
  std::uint64_t high = 0;
  std::uint64_t in_runs = 0;
  bool before = false;
  bool counted = false;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    // Ukrainian and Belarusian letters of the lower half count too.
    const bool letter = byte >= 0xC0 || byte == 0xA8 || byte == 0xB8 || byte == 0xB2 || byte == 0xB3 || byte == 0xAF ||
                        byte == 0xBF || byte == 0xAA || byte == 0xBA || byte == 0xA1 || byte == 0xA2;
    if (letter) {
      ++high;
      if (before) in_runs += counted ? 1 : 2;
      counted = before;
    } else {
      counted = false;
    }
    before = letter;
  }
  return high > 0 && in_runs * 2 > high;
}

}  // namespace

Result<DecodedText> decode_text(const InputFile& file) {
  const Status plain = check_text(file);
  if (plain.ok()) return DecodedText{{}, "UTF-8", false};
  if (plain.error().code != ErrorCode::kEncoding) return plain.error();
  const std::string_view bytes = file.bytes;
  if (bytes.size() > (std::size_t{1} << 30)) {
    return error_at(ErrorCode::kLimit, "the file is too large to be decoded", plain.error().position,
                    "Convert it to UTF-8 with iconv");
  }
  DecodedText out;
  const auto zeros = [&](std::size_t parity) {
    std::size_t count = 0;
    for (std::size_t i = parity; i < bytes.size() && i < 512; i += 2) count += bytes[i] == '\0' ? 1U : 0U;
    return count;
  };
  const bool wide = bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF") || zeros(0) + zeros(1) > 0;
  if (wide) {
    const bool big = bytes.starts_with("\xFE\xFF") || (!bytes.starts_with("\xFF\xFE") && zeros(0) > zeros(1));
    out.encoding = big ? "UTF-16BE" : "UTF-16LE";
    const bool marked = bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF");
    if (bytes.size() % 2 != 0) {
      return error_at(ErrorCode::kEncoding, "the file is in UTF-16 and ends in the middle of a letter",
                      plain.error().position, "Fetch it again: the download was cut");
    }
    out.text = convert(bytes.substr(marked ? 2 : 0), out.encoding.c_str());
    const std::size_t bad = out.text.find("\xEF\xBF\xBD");
    if (bad != std::string::npos || out.text.find('\0') != std::string::npos) {
      SourcePosition position = plain.error().position;
      if (bad != std::string::npos) position.line = line_of(out.text, bad);
      return error_at(ErrorCode::kEncoding, "the file is in UTF-16 and holds bytes that are no text", position,
                      "Save it again in UTF-8");
    }
    out.guessed = !marked;
  } else {
    out.encoding = looks_cyrillic(bytes) ? "windows-1251" : "windows-1252";
    out.text = convert(bytes, out.encoding.c_str());
    out.guessed = true;
  }
  // A page saved in a code page is a page all the same.
  PENUMBRA_RETURN_IF_ERROR(check_text({file.name, out.text}));
  return out;
}

}  // namespace penumbra::ingest
