// The text of an announcement, line by line, from a web page or a plain file.
#ifndef PENUMBRA_INGEST_CN_PAGE_TEXT_H_
#define PENUMBRA_INGEST_CN_PAGE_TEXT_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/reader.h"
#include "penumbra/result.h"

namespace penumbra::ingest {

// Bound of one announcement. The longest real pages have some 200 kB, most of it frame.
inline constexpr std::size_t kMaxAnnouncementBytes = std::size_t{4} << 20;

struct PageLine {
  std::string text;
  std::uint64_t line = 0;  // of the file, on which it begins
};

// Lines that are not empty, blanks folded. Of a page: without head, scripts, styles and tags, character references
// read; blocks, cells and <br> end a line. Full-width digits, brackets, stops, colons and blanks are plain ones, so
// that one form has to be known. GB18030, and with it GBK and GB 2312, is read where the system's iconv knows it.
// Linear. kEncoding when the file is neither that nor UTF-8, kLimit beyond the bound or for a line longer than a value
// may be.
Result<std::vector<PageLine>> page_lines(const InputFile& file);

// Whether the bytes are not UTF-8 and are GB18030 (GB 18030-2022) from the first to the last.
bool is_gb18030(std::string_view bytes);

// At most `most` bytes from the beginning, in either encoding without half a letter at their end.
std::string_view whole_letters(std::string_view bytes, std::size_t most);

}  // namespace penumbra::ingest

#endif  // PENUMBRA_INGEST_CN_PAGE_TEXT_H_
