// Cells that hold several names.
#ifndef PENUMBRA_INGEST_TABLES_NAMES_H_
#define PENUMBRA_INGEST_TABLES_NAMES_H_

#include <string>
#include <string_view>
#include <vector>

namespace penumbra::ingest {

// One name of such a cell.
struct CellName {
  std::string text;
  std::string lang;     // ISO 639-1 of a label in front of it ("Russian: ..."); "" without one
  bool former = false;  // "formerly", "previously known as"
  bool weak = false;    // in typographic or straight single quotation marks, or "low quality"
};

// The text with no-break and wide blanks (U+00A0, U+3000, U+2009, U+202F) and zero-width ones (U+200B, U+FEFF) as plain
// blanks or nothing: web pages leave them in lists, and they must not part a name from itself.
std::string plain_blanks(std::string_view text);
// False when plain_blanks() would leave the text as it is; a quick look.
bool has_wide_blanks(std::string_view text);

// Takes apart a cell in which names are parted by semicolons, commas or line ends and labelled with languages:
// "Erika Muster, Russian: Эрика Мустер". A comma before the tail of a company's name ("Co., Ltd.", "LLC", "S.A."), and
// commas in brackets or double quotation marks, part nothing. `people`: " or " between whole names parts them, too.
std::vector<CellName> split_names(std::string_view cell, bool people);

}  // namespace penumbra::ingest

#endif  // PENUMBRA_INGEST_TABLES_NAMES_H_
