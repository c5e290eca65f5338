// The columns of ChannelTable::Sequence, several places of the source word at a time. Internal to match.
#ifndef PENUMBRA_MATCH_CHANNEL_COLUMNS_H_
#define PENUMBRA_MATCH_CHANNEL_COLUMNS_H_

#include <cstddef>
#include <cstdint>

namespace penumbra::match {

// Most symbols of a source word, and of the Latin words beside it, that columns are made for: all costs fit 16 bits.
inline constexpr std::size_t kMostColumnPlaces = 31;
inline constexpr std::size_t kMostColumns = 40;
// No way leads to a place.
inline constexpr std::uint16_t kNoWay = 65535;
// Places before the first of each column, all of them kNoWay, so that a place may look back beyond the start.
inline constexpr std::size_t kBeforeColumn = 16;

// A source word made ready, and the columns. Column j holds, for each place i of the source, the cheapest way to have
// read i symbols of it and j of the Latin word, or kNoWay where that leaves too little evidence.
struct ChannelColumns {
  // How far column j is, in numbers, from column j + 1; and how many places are computed, a multiple of 16.
  static constexpr std::size_t kStride = kBeforeColumn + 32;
  std::size_t width = 16;
  int room = 0;  // what the source costs by itself, less what evidence there must be

  // By three symbols packed (channel.cc), the number of a Latin piece, 0 if it is none; by this, what it costs by
  // itself, what it costs against nothing (kNoWay: not known), and which row is its.
  const std::uint16_t* numbers = nullptr;
  const std::uint16_t* alone = nullptr;
  const std::uint16_t* added = nullptr;
  const std::uint16_t* row_of = nullptr;
  // A row has three times `width` costs: of the piece against one, two and three symbols that end at each place of the
  // source. Row 0 says that there are none, row 1 is that of a letter that no table knows.
  const std::uint16_t* rows = nullptr;
  // closure[from * 32 + to]: the cheapest way to leave out what is between two places.
  const std::uint16_t* closure = nullptr;

  const std::uint8_t* latin = nullptr;  // symbols
  std::uint16_t* columns = nullptr;     // of the first place of column 0
  int* columns_alone = nullptr;         // the cheapest division of so many Latin symbols, by themselves
  std::uint8_t* live = nullptr;         // whether a column has any way at all
};

// Makes the columns from `from` (at least 1) to `to`. Returns the first of them at which it and the two before have no
// way, where it stops, or 0. For every set of vector instructions that Google Highway knows of this machine's family.
std::size_t make_columns(const ChannelColumns& word, std::size_t from, std::size_t to);

}  // namespace penumbra::match

#endif  // PENUMBRA_MATCH_CHANNEL_COLUMNS_H_
