#include "match/channel.h"

#include <algorithm>
#include <atomic>
#include <bit>
#include <charconv>
#include <cstring>
#include <limits>

#include "embedded/names_channels.h"
#include "match/channel_pairs.h"
#include "match/weights.h"

namespace penumbra::match {
namespace {

constexpr std::array<std::string_view, kChannels> kKeys = {"latin", "arabic",    "hebrew", "cyrillic", "greek",
                                                           "indic", "caucasian", "thai",   "burmese",  "kana",
                                                           "han",   "hangul",    "other"};
constexpr std::size_t kMostSymbols = names::kMaxPartBytes + 2;  // with the marks of start and end: at most 64
constexpr std::size_t kPackings = std::size_t{1} << (5 * kMostPiece);
constexpr std::uint16_t kNever = 65535;  // no path goes there: dropping letter by letter is cheaper
constexpr int kFar = std::numeric_limits<int>::max() / 4;

}  // namespace

struct ChannelTable::Symbols {
  std::array<std::uint8_t, kMostSymbols + 1> at{};
  std::size_t size = 0;

  Symbols() = default;
  explicit Symbols(std::string_view word) {
    at[size++] = static_cast<std::uint8_t>(symbol_of('^'));
    for (const char c : word) {
      at[size++] = static_cast<std::uint8_t>(symbol_of(c));
    }
    at[size++] = static_cast<std::uint8_t>(symbol_of('$'));
  }
};

namespace {

// Numbers of the pieces that begin at each place, by their length less one; 0: none.
using Numbers = std::array<std::array<std::uint16_t, kMostPiece>, kMostSymbols>;

template <typename Symbols>
void find_pieces(const Symbols& word, const std::vector<std::uint16_t>& numbers, Numbers& out) {
  for (std::size_t i = 0; i < word.size; ++i) {
    std::size_t packed = 0;
    for (std::size_t n = 0; n < kMostPiece; ++n) {
      packed = packed << 5U | (i + n < word.size ? word.at[i + n] : 0U);
      out[i][n] = i + n < word.size ? numbers[packed] : std::uint16_t{0};
    }
  }
}

std::string_view next_word(std::string_view& line) {
  while (!line.empty() && line.front() == ' ') {
    line.remove_prefix(1);
  }
  const std::size_t end = std::min(line.find(' '), line.size());
  const std::string_view word = line.substr(0, end);
  line.remove_prefix(end);
  return word;
}

// "abc:123" to its two halves. The piece "-" is the empty one.
bool divide(std::string_view word, std::string_view& piece, int& cost) {
  const std::size_t colon = word.find(':');
  if (colon == std::string_view::npos) {
    return false;
  }
  piece = word.substr(0, colon) == "-" ? std::string_view() : word.substr(0, colon);
  const char* const end = word.data() + word.size();
  const auto [read, failed] = std::from_chars(word.data() + colon + 1, end, cost);
  return failed == std::errc() && read == end && cost >= 0 && cost <= 65535 && piece.size() <= kMostPiece;
}

}  // namespace

std::string_view channel_key(Channel channel) {
  return kKeys[static_cast<std::size_t>(channel)];
}

std::optional<Channel> channel_of_key(std::string_view key) {
  const auto* const found = std::find(kKeys.begin(), kKeys.end(), key);
  return found == kKeys.end() ? std::nullopt : std::optional(static_cast<Channel>(found - kKeys.begin()));
}

namespace {

constexpr Channel channel_of_flags(unsigned flags) {
  constexpr unsigned kScripts =
      names::kPartAbjad | names::kPartHan | names::kPartHangul | names::kPartKana | names::kPartOther;
  if ((flags & kScripts) == 0) {
    return Channel::kLatin;
  }
  if ((flags & names::kPartHan) != 0) {
    return Channel::kHan;
  }
  if ((flags & names::kPartHangul) != 0) {
    return Channel::kHangul;
  }
  if ((flags & names::kPartKana) != 0) {
    return Channel::kKana;
  }
  const unsigned variant =
      ((flags & names::kPartScriptLow) != 0 ? 1U : 0U) | ((flags & names::kPartScriptHigh) != 0 ? 2U : 0U);
  const bool abjad = (flags & names::kPartAbjad) != 0;
  if ((flags & names::kPartOther) == 0) {
    return variant == 1 ? Channel::kHebrew : variant == 0 ? Channel::kArabic : Channel::kOther;
  }
  if (abjad) {
    return variant == 0 ? Channel::kThai : Channel::kBurmese;
  }
  const std::array<Channel, 4> kOthers = {Channel::kCyrillic, Channel::kGreek, Channel::kIndic, Channel::kCaucasian};
  return kOthers[variant];
}

constexpr auto kChannelOf = [] {
  std::array<Channel, 256> channels{};
  for (unsigned flags = 0; flags < channels.size(); ++flags) {
    channels[flags] = channel_of_flags(flags);
  }
  return channels;
}();

}  // namespace

Channel channel_of(const names::Part& part) {
  return kChannelOf[part.flags];
}

namespace {

std::uint64_t next_version() {
  static std::atomic<std::uint64_t> version{0};
  return ++version;
}

}  // namespace

ChannelTable::ChannelTable()
    : source_numbers_(kPackings), latin_numbers_(kPackings), source_(1), latin_(1), version_(next_version()) {}

std::uint16_t ChannelTable::number(std::vector<std::uint16_t>& numbers, std::vector<Piece>& pieces,
                                   std::string_view text) {
  std::size_t packed = 0;
  for (const char c : text) {
    packed = packed << 5U | symbol_of(c);
  }
  if (numbers[packed] == 0) {
    numbers[packed] = static_cast<std::uint16_t>(pieces.size());
    pieces.emplace_back();
    pieces.back().size = static_cast<std::uint8_t>(text.size());
  }
  return numbers[packed];
}

void ChannelTable::add(std::string_view source, std::string_view latin, int cost) {
  if (source.size() > kMostPiece || latin.size() > kMostPiece || (source.empty() && latin.empty())) {
    return;
  }
  const auto price = static_cast<std::uint16_t>(cost);
  ++pairs_;
  version_ = next_version();
  // Nothing stands for "" but itself, so that the empty piece has number 0.
  const std::uint16_t of_latin = latin.empty() ? std::uint16_t{0} : number(latin_numbers_, latin_, latin);
  if (source.empty()) {
    added_.resize(std::max<std::size_t>(added_.size(), of_latin + 1U), 0);
    added_[of_latin] = price;
    return;
  }
  auto& steps = source_[number(source_numbers_, source_, source)].steps;
  const auto dearer = std::find_if(steps.begin(), steps.end(), [&](const Step& step) { return step.cost > price; });
  steps.insert(dearer, {of_latin, static_cast<std::uint8_t>(latin.size()), price});
}

void ChannelTable::set_source_alone(std::string_view source, int cost) {
  version_ = next_version();
  source_[number(source_numbers_, source_, source)].alone = static_cast<std::uint16_t>(cost);
}

void ChannelTable::set_latin_alone(std::string_view latin, int cost) {
  version_ = next_version();
  latin_[number(latin_numbers_, latin_, latin)].alone = static_cast<std::uint16_t>(cost);
}

std::vector<ChannelTable::Pair> ChannelTable::pairs() const {
  std::vector<std::string> latins(latin_.size());
  const auto text_of = [](std::size_t packed) {
    constexpr std::string_view kSymbols = "?abcdefghijklmnopqrstuvwxyz^$?";
    std::string text;
    for (; packed != 0; packed >>= 5U) {
      text.insert(text.begin(), kSymbols[packed & 31U]);
    }
    return text;
  };
  for (std::size_t packed = 0; packed < kPackings; ++packed) {
    if (latin_numbers_[packed] != 0) {
      latins[latin_numbers_[packed]] = text_of(packed);
    }
  }
  std::vector<Pair> out;
  for (std::size_t number = 1; number < added_.size(); ++number) {
    if (added_[number] != 0) {
      out.push_back({"", latins[number], added_[number]});
    }
  }
  for (std::size_t packed = 0; packed < kPackings; ++packed) {
    for (const Step& step : source_[source_numbers_[packed]].steps) {
      out.push_back({text_of(packed), latins[step.latin], step.cost});
    }
  }
  return out;
}

int ChannelTable::latin_alone(std::string_view piece) const {
  std::size_t packed = 0;
  for (const char c : piece) {
    packed = packed << 5U | symbol_of(c);
  }
  return latin_[latin_numbers_[packed]].alone;
}

// A word made ready for one table. Kept from call to call, since one word is compared with many.
struct ChannelTable::Ready {
  std::uint64_t version = 0;  // of the table; 0: none
  std::size_t size = 0;       // of the word
  std::array<char, names::kMaxPartBytes> word;
  Symbols symbols;
  Numbers pieces{};
  // The cheapest division into pieces of what is left of the word from each place, by itself.
  std::array<int, kMostSymbols + kMostPiece + 1> left;

  bool is(std::uint64_t of, std::string_view text) const {
    return version == of && text == std::string_view(word.data(), size);
  }

  void read(std::uint64_t of, std::string_view text, const std::vector<std::uint16_t>& numbers,
            const std::vector<Piece>& all) {
    version = of;
    size = text.copy(word.data(), word.size());
    symbols = Symbols(text);
    find_pieces(symbols, numbers, pieces);
    left[symbols.size] = 0;
    for (std::size_t i = symbols.size; i-- > 0;) {
      left[i] = left[i + 1] + kFloorAlone;
      for (std::size_t n = 0; n < kMostPiece && i + n < symbols.size; ++n) {
        if (pieces[i][n] != 0) {
          left[i] = std::min(left[i], left[i + n + 1] + all[pieces[i][n]].alone);
        }
      }
    }
  }
};

// A Latin word also has a turned view: where each piece begins, and what adding it costs.
struct ChannelTable::ReadyLatin : Ready {
  std::vector<std::uint64_t> begins;  // by number of a piece, as bits
  std::array<std::array<std::uint16_t, kMostPiece>, kMostSymbols> added;

  // Forgets what turn() set, before the pieces of another word are read.
  void clear() {
    for (std::size_t j = 0; j < symbols.size && !begins.empty(); ++j) {
      for (const std::uint16_t piece : pieces[j]) {
        begins[piece] = 0;
      }
    }
  }

  void turn(std::size_t piece_count, const std::vector<std::uint16_t>& costs) {
    begins.resize(std::max(begins.size(), piece_count));
    for (std::size_t j = 0; j < symbols.size; ++j) {
      for (std::size_t n = 0; n < kMostPiece; ++n) {
        const std::uint16_t piece = pieces[j][n];
        begins[piece] |= std::uint64_t{1} << j;
        const bool known = piece != 0 && piece < costs.size() && costs[piece] != 0;
        added[j][n] = known ? costs[piece] : kNever;
      }
      added[j][0] = std::min<std::uint16_t>(added[j][0], kFloorDropped);
    }
    begins[0] = 0;
  }
};

int ChannelTable::evidence(std::string_view source, std::string_view latin, int least) const {
  if (empty() || source.size() > names::kMaxPartBytes || latin.size() > names::kMaxPartBytes) {
    return kLeastPossible;
  }
  thread_local Ready ready_source;
  thread_local ReadyLatin ready_latin;
  if (!ready_source.is(version_, source)) {
    ready_source.read(version_, source, source_numbers_, source_);
  }
  if (!ready_latin.is(version_, latin)) {
    ready_latin.clear();
    ready_latin.read(version_, latin, latin_numbers_, latin_);
    ready_latin.turn(latin_.size(), added_);
  }
  const Symbols& s = ready_source.symbols;
  const Symbols& t = ready_latin.symbols;
  const Numbers& of_s = ready_source.pieces;
  const auto& begins = ready_latin.begins;
  const auto& added = ready_latin.added;
  const auto& left_s = ready_source.left;
  const auto& left_t = ready_latin.left;
  const int apart = left_s[0] + left_t[0];
  // Two pieces together are no likelier than either by itself, so that the letters left of either word bound what is
  // to come. Beyond this, there is less evidence than `least`.
  const int most = apart - bound_ - least;
  // Row i: the cheapest way to have read i letters of the source and each number of letters of the other. Places that
  // cannot end within `most` are not gone on from and not even written; where the words are others, that is all of them
  // after two letters. Few places of a row are ever reached: which, is kept as bits.
  constexpr std::size_t kRows = kMostPiece + 1;
  struct Row {
    std::array<int, kMostSymbols + 1> at;
    std::uint64_t reached = 0;
  };
  std::array<Row, kRows> rows;
  const std::uint64_t inside = (std::uint64_t{2} << t.size) - 1;  // at most 62 symbols
  const auto reach = [most](Row& row, std::size_t j, int cost) {
    const std::uint64_t place = std::uint64_t{1} << j;
    if (cost > most || ((row.reached & place) != 0 && row.at[j] <= cost)) {
      return;
    }
    row.at[j] = cost;
    row.reached |= place;
  };
  reach(rows[0], 0, 0);
  std::size_t dead_rows = 0;
  for (std::size_t i = 0;; ++i) {
    Row& row = rows[i % kRows];
    std::uint64_t live = 0;  // the places to go on from, as bits
    int best = kFar;
    for (std::uint64_t later = ~std::uint64_t{0}; (row.reached & later) != 0;) {
      const auto j = static_cast<std::size_t>(std::countr_zero(row.reached & later));
      later = ~std::uint64_t{0} << j << 1U;
      const int cost = row.at[j];
      if (cost + std::max(left_s[i], left_t[j]) > most) {
        continue;
      }
      live |= std::uint64_t{1} << j;
      best = std::min(best, cost);
      for (std::size_t n = 0; n < kMostPiece && j + n < t.size; ++n) {
        reach(row, j + n + 1, cost + added[j][n]);
      }
    }
    if (i == s.size) {
      break;
    }
    // No piece reaches further than this many rows.
    dead_rows = live == 0 ? dead_rows + 1 : 0;
    if (dead_rows == kMostPiece) {
      return kLeastPossible;
    }
    const auto from_each = [&](std::uint64_t places, Row& to, std::size_t size, int cost) {
      for (; places != 0; places &= places - 1) {
        const auto j = static_cast<std::size_t>(std::countr_zero(places));
        reach(to, j + size, row.at[j] + cost);
      }
    };
    if (live != 0) {
      Row& next = rows[(i + 1) % kRows];
      if (best + kFloorDropped + left_s[i + 1] <= most) {
        from_each(live, next, 0, kFloorDropped);
        from_each(live & inside >> 1U, next, 1, kFloorExchanged);
      }
      for (std::size_t n = 0; n < kMostPiece; ++n) {
        if (of_s[i][n] == 0) {
          continue;
        }
        Row& to = rows[(i + n + 1) % kRows];
        const int dearest = most - best - left_s[i + n + 1];
        for (const Step& step : source_[of_s[i][n]].steps) {
          if (step.cost > dearest) {
            break;  // the others cost more
          }
          from_each(step.size == 0 ? live : live & begins[step.latin], to, step.size, step.cost);
        }
      }
    }
    row.reached = 0;
  }
  const Row& last = rows[s.size % kRows];
  const int together = (last.reached >> t.size & 1U) != 0 ? last.at[t.size] : kFar;
  return std::max(apart - together - bound_, kLeastPossible);
}

// What is asked of the table for every word.
void ChannelTable::Sequence::read_table(const ChannelTable& table) {
  if (version_ == table.version_) {
    return;
  }
  version_ = table.version_;
  const std::size_t count = table.latin_.size();
  alone_.resize(count);
  added_.assign(count, kNoWay);
  for (std::size_t piece = 0; piece < count; ++piece) {
    alone_[piece] = table.latin_[piece].alone;
    if (piece < table.added_.size() && table.added_[piece] != 0) {
      added_[piece] = table.added_[piece];
    }
  }
}

namespace {

// Numbers of which all bytes are alike are written as bytes: many of them, for every word.
constexpr int kNoWayByte = 0xFF;
static_assert(kNoWay == 0xFFFF);
void fill_bytes(std::vector<std::uint16_t>& numbers, std::size_t count, int byte) {
  if (numbers.size() < count) {
    numbers.resize(count);
  }
  std::memset(numbers.data(), byte, count * sizeof numbers[0]);
}

constexpr auto kExchanged = [] {
  std::array<std::uint16_t, kMostColumnPlaces + 1> row{};
  row.fill(kFloorExchanged);
  return row;
}();

}  // namespace

// The costs of all pieces of the source, by the Latin pieces that they stand for and the places where they end.
void ChannelTable::Sequence::lay_out(const ChannelTable& table, const Symbols& symbols) {
  Numbers pieces;
  find_pieces(symbols, table.source_numbers_, pieces);
  const std::size_t width = width_;
  const std::size_t row_size = kMostPiece * width;
  fill_bytes(row_of_, table.latin_.size(), 0);
  std::size_t rows = 0;
  // Adds a row, of a piece of so many letters.
  const auto add_row = [&](std::size_t size) {
    if (rows_.size() < (rows + 1) * row_size) rows_.resize(2 * (rows + 1) * row_size);
    std::uint16_t* const row = rows_.data() + rows * row_size;
    std::memset(row, kNoWayByte, row_size * sizeof *row);
    if (size == 1) std::memcpy(row, kExchanged.data(), width * sizeof *row);
    return static_cast<std::uint16_t>(rows++);
  };
  add_row(0);
  add_row(1);
  // What it costs to leave out a piece that begins here, by its size less one.
  std::array<std::array<std::uint16_t, kMostPiece>, kMostColumnPlaces> dropped;
  for (std::size_t i = 0; i < size_; ++i) {
    dropped[i] = {kFloorDropped, kNoWay, kNoWay};
    for (std::size_t n = 0; n < kMostPiece; ++n) {
      if (pieces[i][n] == 0) {
        continue;
      }
      for (const Step& step : table.source_[pieces[i][n]].steps) {
        if (step.size == 0) {
          dropped[i][n] = std::min(dropped[i][n], step.cost);
          continue;
        }
        std::uint16_t& row = row_of_[step.latin];
        if (row == 0) {
          row = add_row(step.size);
        }
        std::uint16_t& cost = rows_[row * row_size + n * width + i + n + 1];
        cost = std::min(cost, step.cost);
      }
    }
  }
  constexpr std::size_t kPlaces = kMostColumnPlaces + 1;
  fill_bytes(closure_, kPlaces * kPlaces, kNoWayByte);
  for (std::size_t from = 0; from <= size_; ++from) {
    std::uint16_t* const to = closure_.data() + from * kPlaces;
    to[from] = 0;
    for (std::size_t at = from; at < size_; ++at) {
      for (std::size_t n = 0; n < kMostPiece && at + n < size_; ++n) {
        to[at + n + 1] =
            std::min(to[at + n + 1], static_cast<std::uint16_t>(std::min(int{to[at]} + dropped[at][n], int{kNoWay})));
      }
    }
  }
}

void ChannelTable::Sequence::start(const ChannelTable& table, std::string_view source, int least) {
  table_ = &table;
  least_ = least;
  source_ = source;
  latin_size_ = filled_ = dead_ = size_ = 0;
  if (table.empty() || source.size() + 2 > kMostColumnPlaces) {
    return;
  }
  const Symbols symbols(source);
  thread_local Ready ready;
  ready.read(table.version_, source, table.source_numbers_, table.source_);
  room_ = ready.left[0] - table.bound_ - least;
  // Whatever the Latin word costs by itself must fit besides.
  if (room_ + kFloorAlone * static_cast<int>(kMostColumns) >= int{kNoWay}) {
    return;
  }
  size_ = symbols.size;
  width_ = size_ < 16 ? 16 : 32;
  read_table(table);
  lay_out(table, symbols);
  fill_bytes(costs_, (kMostColumns + 1) * ChannelColumns::kStride, kNoWayByte);
  // Of the source alone, what is left out before the first Latin symbol.
  for (std::size_t i = 0; i <= size_; ++i) {
    costs_[kBeforeColumn + i] = closure_[i] <= room_ ? closure_[i] : kNoWay;
  }
  columns_alone_[0] = 0;
  live_[0] = room_ >= 0 ? 1 : 0;
  filled_ = 1;
}

int ChannelTable::Sequence::evidence(std::string_view latin) {
  // The signs of the start and the end stand around the letters.
  const std::size_t size = latin.size() + 2;
  if (size_ == 0 || size > kMostColumns) {
    return table_ == nullptr ? kLeastPossible : table_->evidence(source_, latin, least_);
  }
  std::size_t same = 0;
  const auto symbol = [&](std::size_t at) {
    return static_cast<std::uint8_t>(symbol_of(at == 0 ? '^' : at + 1 == size ? '$' : latin[at - 1]));
  };
  while (same < std::min(size, latin_size_) && symbol(same) == latin_[same]) {
    ++same;
  }
  // Column j holds what the first j symbols say.
  filled_ = std::min(filled_, same + 1);
  if (dead_ != 0 && dead_ <= same) {
    return kLeastPossible;
  }
  for (std::size_t at = same; at < size; ++at) {
    latin_[at] = symbol(at);
  }
  latin_size_ = size;
  dead_ = live_[0] == 0 ? 1 : 0;
  if (dead_ == 0 && filled_ <= size) {
    dead_ = make_columns({.width = width_,
                          .room = room_,
                          .numbers = table_->latin_numbers_.data(),
                          .alone = alone_.data(),
                          .added = added_.data(),
                          .row_of = row_of_.data(),
                          .rows = rows_.data(),
                          .closure = closure_.data(),
                          .latin = latin_.data(),
                          .columns = costs_.data() + kBeforeColumn,
                          .columns_alone = columns_alone_.data(),
                          .live = live_.data()},
                         filled_, size);
  }
  filled_ = dead_ != 0 ? std::max(filled_, dead_ + 1) : std::max(filled_, size + 1);
  if (dead_ != 0) {
    return kLeastPossible;
  }
  const std::uint16_t together = costs_[kBeforeColumn + size * ChannelColumns::kStride + size_];
  return together == kNoWay ? kLeastPossible : room_ + least_ + columns_alone_[size] - together;
}

std::optional<Channels> Channels::parse(std::string_view text, std::string& error) {
  Channels out;
  ChannelTable* table = nullptr;
  std::size_t count = 0;
  const auto fail = [&](std::string_view what) {
    error = "line " + std::to_string(count) + ": " + std::string(what);
    return std::nullopt;
  };
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    ++count;
    if (line.empty() || line.front() == '#') {
      continue;
    }
    const std::string_view verb = next_word(line);
    if (verb == "channel") {
      const auto channel = channel_of_key(next_word(line));
      if (!channel) {
        return fail("no such channel");
      }
      table = &out.tables_[static_cast<std::size_t>(*channel)];
      continue;
    }
    if (verb == "between") {
      const auto first = channel_of_key(next_word(line));
      const auto second = channel_of_key(next_word(line));
      const std::string_view digits = next_word(line);
      int bound = 0;
      if (!first || !second || *first >= *second ||
          std::from_chars(digits.data(), digits.data() + digits.size(), bound).ec != std::errc()) {
        return fail("two channels in their order and a number were expected");
      }
      out.between_[static_cast<std::size_t>(*first)][static_cast<std::size_t>(*second)] = bound;
      continue;
    }
    if (table != nullptr && verb == "bound") {
      int bound = 0;
      const std::string_view digits = next_word(line);
      if (std::from_chars(digits.data(), digits.data() + digits.size(), bound).ec != std::errc()) {
        return fail("a number was expected");
      }
      table->set_bound(bound);
      continue;
    }
    if (table == nullptr || (verb != "pair" && verb != "alone")) {
      return fail("neither \"channel\" nor a line of one");
    }
    std::string_view head;
    int head_cost = 0;
    if (verb == "pair" && !divide(next_word(line), head, head_cost)) {
      return fail("a piece with its cost was expected");
    }
    if (!head.empty()) {
      table->set_source_alone(head, head_cost);
    }
    for (std::string_view word = next_word(line); !word.empty(); word = next_word(line)) {
      std::string_view piece;
      int cost = 0;
      if (!divide(word, piece, cost) || (piece.empty() && (verb == "alone" || head.empty()))) {
        return fail("a piece with its cost was expected");
      }
      if (verb == "alone") {
        table->set_latin_alone(piece, cost);
      } else {
        table->add(head, piece, std::max(cost, 1));
      }
    }
  }
  return out;
}

const Channels& Channels::get() {
  static const Channels* const channels = [] {
    std::string error;
    auto read = Channels::parse(embedded::names_channels(), error);
    return new Channels(read ? std::move(*read) : Channels());  // the tests read the embedded text for errors
  }();
  return *channels;
}

namespace {

constexpr int kLongWord = 8;  // letters from which on words tolerate the same

// What a lone word of so many letters tolerates before it falls below the default threshold (penalties.cc).
int tolerated(int letters) {
  return weights().tolerated[static_cast<std::size_t>(std::clamp(letters, 0, kLongWord))];
}

// The same for a word beside others, in proportion to its part of a name.
int share_of(int letters) {
  constexpr std::array<int, kLongWord + 1> kShares = {110, 110, 115, 120, 135, 155, 180, 205, 228};
  return kShares[static_cast<std::size_t>(std::clamp(letters, 0, kLongWord))];
}

// From `least` at full evidence to five times that where there is none.
int whole_conflict(int evidence, int least) {
  const int missing = kFullEvidence - std::clamp(evidence, kNoEvidence, kFullEvidence);
  return least + 4 * least * missing / (kFullEvidence - kNoEvidence);
}

}  // namespace

bool meets_across(const names::Part& part) {
  const bool character = (part.flags & (names::kPartHan | names::kPartHangul)) != 0 && part.native.size == 3;
  return part.kind != names::PartKind::kNumber && part.kind != names::PartKind::kInitial && !character;
}

bool crosses_scripts(const names::Part& p, const names::Part& q) {
  // A channel is told by these flags alone.
  if (((p.flags ^ q.flags) & static_cast<std::uint8_t>(~names::kPartAnchor)) == 0) {
    return false;
  }
  const Channel of_p = channel_of(p);
  const Channel of_q = channel_of(q);
  const auto known = [](Channel channel) { return channel == Channel::kLatin || !Channels::get().of(channel).empty(); };
  return of_p != of_q && meets_across(p) && meets_across(q) && known(of_p) && known(of_q);
}

bool crosses_to_latin(const names::Part& p, const names::Part& q) {
  return p.flags != q.flags && (channel_of(p) == Channel::kLatin || channel_of(q) == Channel::kLatin) &&
         crosses_scripts(p, q);
}

namespace {

// What Arabic letters of a word are in other languages of the script, and what that costs in evidence: th and dh as
// Persian, Turkic and Indian languages speak them, za as the Gulf does, qaf as Bedouin, Libyan and Algerian speech has;
// kaf where Arabs write the Persian gaf, and the Persian zh, which many spell j.
struct Spoken {
  Channel channel;
  std::string_view written;
  std::string_view letters;
};
constexpr std::array<Spoken, 8> kSpoken = {{{Channel::kArabic, "th", "s"},
                                            {Channel::kArabic, "dh", "z"},
                                            {Channel::kArabic, "z", "dh"},
                                            {Channel::kArabic, "q", "g"},
                                            {Channel::kArabic, "k", "g"},
                                            {Channel::kArabic, "zh", "j"},
                                            {Channel::kHebrew, "ch", "z"},
                                            {Channel::kHebrew, "ch", "d"}}};
constexpr int kSpokenOtherwise = 100;

// The word as another language of the script reads it, or nothing.
std::string_view spoken_otherwise(const Spoken& spoken, std::string_view native,
                                  std::array<char, names::kMaxPartBytes + 1>& changed) {
  const std::size_t at = native.find(spoken.written);
  if (at == std::string_view::npos || native.size() + 1 > names::kMaxPartBytes) {
    return {};
  }
  char* end = std::copy_n(native.data(), at, changed.data());
  end = std::copy(spoken.letters.begin(), spoken.letters.end(), end);
  end = std::copy(native.begin() + static_cast<std::ptrdiff_t>(at + spoken.written.size()), native.end(), end);
  return {changed.data(), static_cast<std::size_t>(end - changed.data())};
}

// A word of a channel, not Latin, against one of a later channel or a Latin one.
int evidence_of(Channel channel, std::string_view native, Channel against, std::string_view other_word, int least) {
  const ChannelTable& table =
      against == Channel::kLatin ? Channels::get().of(channel) : table_between(channel, against);
  int best = table.evidence(native, other_word, least);
  if ((channel != Channel::kArabic && channel != Channel::kHebrew) || best >= kFullEvidence) {
    return best;
  }
  for (const Spoken& spoken : kSpoken) {
    if (spoken.channel != channel) {
      continue;
    }
    // The other word shows whether it may be so.
    std::array<char, names::kMaxPartBytes + 1> changed;
    if (other_word.find(spoken.letters.front()) == std::string_view::npos) {
      continue;
    }
    if (const std::string_view other = spoken_otherwise(spoken, native, changed); !other.empty()) {
      best = std::max(best,
                      table.evidence(other, other_word, std::max(least, best) + kSpokenOtherwise) - kSpokenOtherwise);
    }
  }
  return best;
}

// The same in either order.
int evidence_between(Channel a, std::string_view x, Channel b, std::string_view y, int least) {
  const bool in_order = b == Channel::kLatin || (a != Channel::kLatin && a < b);
  return in_order ? evidence_of(a, x, b, y, least) : evidence_of(b, y, a, x, least);
}

}  // namespace

void ChannelAgainstMany::start(const names::NameView& name, const names::Part& part, int least) {
  const Channel channel = channel_of(part);
  const ChannelTable& table = Channels::get().of(channel);
  const std::string_view native = name.latin(part);
  plain_.start(table, native, least);
  spoken_count_ = 0;
  for (const Spoken& spoken : kSpoken) {
    if (spoken.channel != channel) {
      continue;
    }
    std::array<char, names::kMaxPartBytes + 1> changed;
    const std::string_view other = spoken_otherwise(spoken, native, changed);
    if (other.empty()) {
      continue;
    }
    if (spoken_count_ == spoken_.size()) {
      spoken_.emplace_back();
    }
    spoken_[spoken_count_].letter = spoken.letters.front();
    spoken_[spoken_count_++].sequence.start(table, other, least + kSpokenOtherwise);
  }
}

int ChannelAgainstMany::evidence(std::string_view latin) {
  int best = plain_.evidence(latin);
  if (best >= kFullEvidence) {
    return best;
  }
  for (std::size_t k = 0; k < spoken_count_; ++k) {
    if (latin.find(spoken_[k].letter) != std::string_view::npos) {
      best = std::max(best, spoken_[k].sequence.evidence(latin) - kSpokenOtherwise);
    }
  }
  return best;
}

int channel_evidence(const names::NameView& x, const names::Part& p, const names::NameView& y, const names::Part& q,
                     int least) {
  return evidence_between(channel_of(p), x.latin(p), channel_of(q), y.latin(q), least);
}

int channel_evidence(const names::NameView& x, const names::Part& first, const names::Part& second,
                     const names::NameView& y, const names::Part& q, int least) {
  std::array<char, names::kMaxPartBytes> together;
  const std::string_view head = x.latin(first);
  const std::string_view tail = x.latin(second);
  if (head.size() + tail.size() > together.size()) {
    return ChannelTable::kLeastPossible;
  }
  std::copy(tail.begin(), tail.end(), std::copy(head.begin(), head.end(), together.begin()));
  const std::string_view word(together.data(), head.size() + tail.size());
  const Channel of_first = channel_of(first);
  const Channel of_q = channel_of(q);
  if (of_first == Channel::kLatin) {
    return Channels::get().of(of_q).evidence(y.latin(q), word, least);
  }
  return of_q == Channel::kLatin ? Channels::get().of(of_first).evidence(word, y.latin(q), least)
                                 : evidence_between(of_first, word, of_q, y.latin(q), least);
}

int channel_cost(int evidence, int letters) {
  const int missing = kFullEvidence - std::clamp(evidence, kLeastEvidence, kFullEvidence);
  return missing * share_of(letters) / (kFullEvidence - kEvenEvidence);
}

int channel_remainder(int evidence, int letters) {
  const int missing = kUsualEvidence * std::min(letters, kMostUsualLetters) - std::max(evidence, kFullEvidence);
  return std::max(missing, 0) * share_of(letters) / (2 * (kFullEvidence - kEvenEvidence));
}

int channel_conflict(int evidence, int letters, int least) {
  return std::max(least, whole_conflict(evidence, least) * share_of(letters) / share_of(kLongWord));
}

int lone_channel_cost(int evidence, int letters) {
  const int missing = kFullEvidence - std::clamp(evidence, kLeastEvidence, kFullEvidence);
  return missing * tolerated(letters) / (kFullEvidence - kLoneEvidence);
}

int lone_channel_conflict(int evidence, int letters, int least) {
  return whole_conflict(evidence, least) * tolerated(letters) / tolerated(kLongWord);
}

}  // namespace penumbra::match
