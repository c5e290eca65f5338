// The fields of every record, written down once for both directions: encoder and decoder walk the same list, so that
// they cannot differ. Internal to the store. Grammar: docs/design/store.md, "Dataset segment".
#ifndef PENUMBRA_STORE_RECORD_CODEC_H_
#define PENUMBRA_STORE_RECORD_CODEC_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "model/facts.h"
#include "store/place.h"
#include "store/segment_format.h"
#include "store/varint.h"

namespace penumbra::store {

// More values than this of one entity is no party but an attack.
inline constexpr std::size_t kMaxListItems = std::size_t{1} << 20;

// Texts of one record, all together. One string may be used many times, so that a small hostile file could otherwise
// ask for terabytes. The largest record of the lists known in 2026 has less than 200 kB.
inline constexpr std::uint64_t kMaxRecordTextBytes = std::uint64_t{64} << 20;

// Numbers the strings of a dataset in order of first use. The views must outlive the table.
class StringTable {
 public:
  StringTable() { number(""); }

  std::uint32_t number(std::string_view text) {
    const auto [it, fresh] = numbers_.try_emplace(text, static_cast<std::uint32_t>(strings_.size()));
    if (fresh) {
      strings_.push_back(text);
      bytes_ += text.size();
    }
    return it->second;
  }
  const std::vector<std::string_view>& strings() const { return strings_; }
  std::uint64_t bytes() const { return bytes_; }

 private:
  std::unordered_map<std::string_view, std::uint32_t> numbers_;
  std::vector<std::string_view> strings_;
  std::uint64_t bytes_ = 0;
};

// Checked offsets and bytes of the strings of an open segment.
class StringsView {
 public:
  StringsView() = default;
  // `offsets` holds count + 1 rising u32, the last of which is bytes.size(): checked by the caller.
  StringsView(std::string_view offsets, std::string_view bytes) : offsets_(offsets), bytes_(bytes) {}

  std::size_t size() const { return offsets_.empty() ? 0 : offsets_.size() / 4 - 1; }
  // number < size()
  std::string_view at(std::size_t number) const {
    const auto begin = load_fixed<std::uint32_t>(&offsets_[4 * number]);
    const auto end = load_fixed<std::uint32_t>(&offsets_[4 * number + 4]);
    return bytes_.substr(begin, end - begin);
  }

 private:
  std::string_view offsets_;
  std::string_view bytes_;
};

// Appends fields to `out`. After walking a record, problem() tells what cannot be stored, or is empty.
class Encoder {
 public:
  Encoder(std::string& out, StringTable& strings) : out_(out), strings_(&strings) {}
  // The content of a record by itself: texts in full, and of a place that can move only that it is one. Two records
  // give the same bytes exactly when they are equal but for where they stand in their files.
  explicit Encoder(std::string& out) : out_(out) {}

  void str(std::string_view text) {
    text_bytes_ += text.size();
    if (text_bytes_ > kMaxRecordTextBytes) problem_ = "it has more than 64 MiB of text";
    if (strings_ == nullptr) {
      raw(text);
    } else {
      append_varint(out_, strings_->number(text));
    }
  }
  void place(const std::string& text) {
    if (strings_ == nullptr) {
      const std::optional<Place> place = parse_place(text);
      out_.push_back(place ? 1 : 0);
      if (place) {
        raw(place->rest);
        return;
      }
    }
    str(text);
  }
  void raw(std::string_view text) {
    append_varint(out_, text.size());
    out_ += text;
  }
  void date(const PartialDate& date);
  void time(const std::optional<Timestamp>& time);
  void flag_byte(const unsigned& flags) { append_varint(out_, flags); }
  void integer(const std::int32_t& value) { append_varint(out_, zigzag(value)); }
  template <typename Enum>
  void enumeration(const Enum& value, Enum /*last*/) {
    append_varint(out_, static_cast<std::uint64_t>(value));
  }
  template <typename Item, typename Walk>
  void list(const std::vector<Item>& items, Walk walk) {
    if (items.size() > kMaxListItems) problem_ = "it has " + std::to_string(items.size()) + " values";
    append_varint(out_, items.size());
    for (const Item& item : items) walk(*this, item);
  }
  void share(const model::ShareInterval& share);
  void figure_value(const model::FigureValue& value);
  const std::string& problem() const { return problem_; }

 private:
  std::string& out_;
  StringTable* strings_ = nullptr;
  std::string problem_;
  std::uint64_t text_bytes_ = 0;
};

// Reads fields from one record. Never reads outside it; failed() after the walk tells whether the record was sound.
class Decoder {
 public:
  Decoder(std::string_view record, const StringsView& strings) : in_(record), strings_(strings) {}

  std::string_view view() {
    const std::uint64_t number = in_.varint();
    if (number >= strings_.size()) {
      in_.fail();
      return {};
    }
    return strings_.at(static_cast<std::size_t>(number));
  }
  void str(std::string& text) {
    const std::string_view found = view();
    text_bytes_ += found.size();
    if (text_bytes_ > kMaxRecordTextBytes) {
      in_.fail();
      return;
    }
    text = found;
  }
  void str(model::Word& word) {
    const std::string_view found = view();
    text_bytes_ += found.size();
    if (text_bytes_ > kMaxRecordTextBytes) {
      in_.fail();
      return;
    }
    word = found;
  }
  void place(std::string& text) { str(text); }
  void raw(std::string& text) { text = in_.bytes(in_.varint()); }
  void date(PartialDate& date);
  void time(std::optional<Timestamp>& time);
  void flag_byte(unsigned& flags) {
    const std::uint64_t value = in_.varint();
    if (value > 0xff) in_.fail();
    flags = static_cast<unsigned>(value & 0xff);
  }
  void integer(std::int32_t& value) {
    const std::int64_t wide = unzigzag(in_.varint());
    if (wide < INT32_MIN || wide > INT32_MAX) in_.fail();
    value = static_cast<std::int32_t>(wide);
  }
  template <typename Enum>
  void enumeration(Enum& value, Enum last) {
    const std::uint64_t number = in_.varint();
    if (number > static_cast<std::uint64_t>(last)) in_.fail();
    value = in_.failed() ? Enum{} : static_cast<Enum>(number);
  }
  template <typename Item, typename Walk>
  void list(std::vector<Item>& items, Walk walk) {
    const std::uint64_t count = in_.varint();
    // Every item takes a byte or more, so a count beyond what is left is a lie and must not reserve memory.
    if (count > kMaxListItems || count > in_.remaining()) in_.fail();
    for (std::uint64_t i = 0; i < count && !in_.failed(); ++i) walk(*this, items.emplace_back());
  }
  void share(model::ShareInterval& share);
  void figure_value(model::FigureValue& value);
  // A sound record is used up to its last byte.
  bool sound() const { return !in_.failed() && in_.remaining() == 0; }
  bool failed() const { return in_.failed(); }

 private:
  ByteReader in_;
  StringsView strings_;
  std::uint64_t text_bytes_ = 0;
};

// The walks. `Archive` is Encoder with const records or Decoder with mutable ones.
template <typename Archive, typename Interval>
void walk_valid(Archive& a, Interval& valid) {
  a.date(valid.from);
  a.date(valid.to);
}

template <typename Archive, typename Evidence>
void walk_evidence(Archive& a, Evidence& evidence) {
  a.str(evidence.source);
  a.place(evidence.record);
}

template <typename Archive, typename Entity>
void walk_entity(Archive& a, Entity& e) {
  a.str(e.id);
  a.str(e.schema);
  a.list(e.values, [](Archive& inner, auto& value) {
    inner.str(value.property);
    inner.str(value.text);
    inner.str(value.lang);
  });
  walk_valid(a, e.existence);
  walk_evidence(a, e.evidence);
  a.time(e.recorded);
}

template <typename Archive, typename Designation>
void walk_designation(Archive& a, Designation& d) {
  const auto text = [](Archive& inner, auto& item) { inner.str(item); };
  a.str(d.id);
  a.str(d.entity);
  a.str(d.list);
  a.str(d.authority);
  a.list(d.programmes, text);
  a.list(d.measures, text);
  a.str(d.listed_name);
  a.str(d.act);
  a.str(d.scope);
  a.str(d.reason);
  a.str(d.url);
  a.date(d.date_act);
  a.date(d.published);
  walk_valid(a, d.valid);
  walk_evidence(a, d.evidence);
  a.time(d.recorded);
  a.str(d.note);
}

template <typename Archive, typename Relationship>
void walk_relationship(Archive& a, Relationship& r) {
  a.str(r.id);
  a.str(r.from);
  a.str(r.to);
  a.str(r.kind);
  walk_valid(a, r.valid);
  a.enumeration(r.status, model::AssertionStatus::kDisputed);
  a.str(r.side);
  a.str(r.role);
  a.share(r.share);
  a.enumeration(r.need, model::Need::kContext);
  a.str(r.group);
  walk_evidence(a, r.evidence);
  a.time(r.recorded);
  a.str(r.note);
}

template <typename Archive, typename State>
void walk_state(Archive& a, State& s) {
  a.str(s.entity);
  a.str(s.state);
  walk_valid(a, s.valid);
  a.str(s.side);
  a.str(s.cause);
  a.enumeration(s.status, model::AssertionStatus::kDisputed);
  walk_evidence(a, s.evidence);
  a.str(s.note);
}

template <typename Archive, typename Figure>
void walk_figure(Archive& a, Figure& f) {
  a.str(f.entity);
  a.str(f.other);
  a.str(f.figure);
  a.figure_value(f.value);
  a.str(f.unit);
  walk_valid(a, f.valid);
  a.enumeration(f.status, model::AssertionStatus::kDisputed);
  walk_evidence(a, f.evidence);
  a.time(f.recorded);
  a.str(f.note);
}

// `format`: of the segment.
template <typename Archive, typename Document>
void walk_document(Archive& a, Document& d, std::uint32_t format) {
  a.str(d.id);
  a.str(d.kind);
  a.str(d.title);
  a.str(d.publisher);
  a.date(d.date);
  a.str(d.locator);
  a.str(d.checked);
  a.date(d.read);
  a.str(d.note);
  if (format >= kFiguresSinceFormat) a.str(d.family);
}

template <typename Archive, typename Member>
void walk_member(Archive& a, Member& m) {
  a.str(m.portfolio);
  a.str(m.entity);
  a.str(m.section);
  a.integer(m.order);
}

}  // namespace penumbra::store

#endif  // PENUMBRA_STORE_RECORD_CODEC_H_
