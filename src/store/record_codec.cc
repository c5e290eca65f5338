#include "store/record_codec.h"

namespace penumbra::store {
namespace {

constexpr unsigned kLowOpen = 1;
constexpr unsigned kHighOpen = 2;
constexpr unsigned kStated = 4;

// Days outside the years that Date::parse() gives are refused in both directions: calendar arithmetic on them is not
// defined.
bool storable(std::int64_t day) {
  static const std::int64_t first = Date::from_ymd(1, 1, 1)->days();
  static const std::int64_t last = Date::from_ymd(9999, 12, 31)->days();
  return day >= first && day <= last;
}

}  // namespace

void Encoder::date(const PartialDate& date) {
  if (!date.known()) {
    append_varint(out_, 0);
    return;
  }
  if (!storable(date.first().days())) problem_ = "it has a date outside the years 0001 to 9999";
  append_varint(out_, 1 + static_cast<std::uint64_t>(date.precision()) + 3 * static_cast<std::uint64_t>(date.bound()));
  append_varint(out_, zigzag(date.first().days()));
}

void Decoder::date(PartialDate& date) {
  date = PartialDate();
  const std::uint64_t form = in_.varint();
  if (form == 0) return;
  const std::int64_t day = unzigzag(in_.varint());
  if (form > 9 || !storable(day)) in_.fail();
  if (in_.failed()) return;
  date = PartialDate(Date(static_cast<std::int32_t>(day)), static_cast<Precision>((form - 1) % 3),
                     static_cast<Bound>((form - 1) / 3));
}

void Encoder::time(const std::optional<Timestamp>& time) {
  append_varint(out_, time ? 1 : 0);
  if (time) append_varint(out_, zigzag(time->micros()));
}

void Decoder::time(std::optional<Timestamp>& time) {
  time.reset();
  const std::uint64_t present = in_.varint();
  if (present > 1) in_.fail();
  if (present == 1) time = Timestamp(unzigzag(in_.varint()));
}

void Encoder::share(const model::ShareInterval& share) {
  flag_byte((share.low_open ? kLowOpen : 0) | (share.high_open ? kHighOpen : 0) | (share.stated ? kStated : 0));
  const std::string low = share.low.to_string();
  const std::string high = share.high.to_string();
  // Only what reads back exactly is written: a sum above 100 % is no share.
  if (!base::Percent::parse(low).ok() || !base::Percent::parse(high).ok()) {
    problem_ = "its share " + low + ".." + high + " is outside 0 to 100";
  }
  raw(low);
  raw(high);
}

void Decoder::share(model::ShareInterval& share) {
  unsigned flags = 0;
  flag_byte(flags);
  if (flags > (kLowOpen | kHighOpen | kStated)) in_.fail();
  const std::string_view low = in_.bytes(in_.varint());
  const std::string_view high = in_.bytes(in_.varint());
  if (in_.failed()) return;
  const Result<base::Percent> low_share = base::Percent::parse(low);
  const Result<base::Percent> high_share = base::Percent::parse(high);
  if (!low_share.ok() || !high_share.ok()) {
    in_.fail();
    return;
  }
  share.low = *low_share;
  share.high = *high_share;
  share.low_open = (flags & kLowOpen) != 0;
  share.high_open = (flags & kHighOpen) != 0;
  share.stated = (flags & kStated) != 0;
}

void Encoder::figure_value(const model::FigureValue& value) {
  const std::string text = value.to_string();
  const auto back = model::FigureValue::parse(text);
  if (!back.ok() || *back != value) problem_ = "its value " + text + " is none that can be read back";
  raw(text);
}

void Decoder::figure_value(model::FigureValue& value) {
  const auto read = model::FigureValue::parse(in_.bytes(in_.varint()));
  if (in_.failed()) return;
  if (!read.ok()) {
    in_.fail();
    return;
  }
  value = *read;
}

}  // namespace penumbra::store
