#include "penumbra/screening_receipt.h"

#include <algorithm>
#include <cstring>

#include "base/digest.h"
#include "base/file.h"
#include "store/container.h"
#include "store/store.h"
#include "store/varint.h"

namespace penumbra {
namespace {

constexpr std::uint32_t kFormat = 1;
constexpr std::uint32_t kHeadSection = 1;
constexpr std::uint32_t kEntriesSection = 2;
constexpr std::size_t kEntryBytes = 24;
// 89 million customers; a larger file is none of ours.
constexpr std::uint64_t kMaxBytes = std::uint64_t{2} << 30;

void append_text(std::string& out, std::string_view text) {
  store::append_varint(out, text.size());
  out += text;
}

std::string read_text(store::ByteReader& reader) {
  return std::string(reader.bytes(reader.varint()));
}

int half(char digit) {
  return digit <= '9' ? digit - '0' : digit - 'a' + 10;
}

}  // namespace

QuestionDigest digest_of(const ScreenQuery& query) {
  std::string text;
  for (const std::string* cell : {&query.name, &query.schema, &query.born, &query.country}) append_text(text, *cell);
  for (const StatedFact& fact : query.facts) {
    append_text(text, fact.property);
    append_text(text, fact.text);
  }
  std::uint64_t threshold = 0;
  static_assert(sizeof threshold == sizeof query.threshold);
  std::memcpy(&threshold, &query.threshold, sizeof threshold);
  store::append_fixed(text, threshold);
  const std::string hex = base::sha256_hex(text);
  QuestionDigest out{};
  for (std::size_t i = 0; i < out.size(); ++i) {
    out[i] = static_cast<unsigned char>(half(hex[2 * i]) << 4 | half(hex[2 * i + 1]));
  }
  return out;
}

Result<ScreeningReceipt> ScreeningReceipt::read(const std::string& path) {
  PENUMBRA_ASSIGN_OR_RETURN(const std::string bytes, base::read_file(path, kMaxBytes));
  return parse(bytes, path);
}

Result<ScreeningReceipt> ScreeningReceipt::parse(std::string_view bytes, const std::string& path) {
  PENUMBRA_ASSIGN_OR_RETURN(const store::ContainerView view,
                            store::ContainerView::open(bytes, store::ContainerKind::kReceipt, kFormat, path));
  PENUMBRA_ASSIGN_OR_RETURN(const std::string_view head, view.section(kHeadSection));
  PENUMBRA_ASSIGN_OR_RETURN(const std::string_view entries, view.section(kEntriesSection));
  ScreeningReceipt out;
  store::ByteReader reader(head);
  const std::int64_t day = store::unzigzag(reader.varint());
  out.head_.moment.known_at = Timestamp(store::unzigzag(reader.varint()));
  out.head_.program = read_text(reader);
  for (std::uint64_t left = reader.varint(); left > 0 && !reader.failed(); --left) {
    out.head_.sources.push_back(read_text(reader));
  }
  for (std::uint64_t left = reader.varint(); left > 0 && !reader.failed(); --left) {
    Version& version = out.head_.versions.emplace_back();
    version.source = read_text(reader);
    version.id = read_text(reader);
    version.content = read_text(reader);
  }
  if (reader.failed() || reader.remaining() > 0 || day < INT32_MIN || day > INT32_MAX ||
      entries.size() % kEntryBytes != 0) {
    return store::damaged(path, "the receipt's parts do not have the sizes that they state");
  }
  out.head_.moment.as_of = Date(static_cast<std::int32_t>(day));
  out.entries_.resize(entries.size() / kEntryBytes);
  for (std::size_t i = 0; i < out.entries_.size(); ++i) {
    const char* at = entries.data() + i * kEntryBytes;
    std::memcpy(out.entries_[i].question.data(), at, out.entries_[i].question.size());
    out.entries_[i].answer = store::load_fixed<std::uint64_t>(at + out.entries_[i].question.size());
    if (i > 0 && out.entries_[i - 1].question >= out.entries_[i].question) {
      return store::damaged(path, "the receipt's questions are not in order");
    }
  }
  return out;
}

Status ScreeningReceipt::check(const std::string& directory) const {
  PENUMBRA_ASSIGN_OR_RETURN(const std::shared_ptr<const store::Store> store, store::Store::open(directory));
  for (const Version& version : head_.versions) {
    const auto found = store->version(version.id);
    if (!found.ok() || (*found)->content != version.content) {
      return Error{ErrorCode::kInvalidArgument,
                   "the receipt rests on " + version.id +
                       (found.ok() ? ", which has another content in this store" : ", which this store does not have"),
                   {},
                   "Name the store of that screening, or another file for the receipt: then everyone is screened"};
    }
  }
  return {};
}

std::optional<std::uint64_t> ScreeningReceipt::answer(const QuestionDigest& question) const {
  const auto found =
      std::lower_bound(entries_.begin(), entries_.end(), question,
                       [](const Entry& entry, const QuestionDigest& wanted) { return entry.question < wanted; });
  if (found == entries_.end() || found->question != question) return std::nullopt;
  return found->answer;
}

std::uint64_t ScreeningReceipt::not_in(const ScreeningReceipt& other) const {
  std::uint64_t out = 0;
  for (const Entry& entry : entries_) out += other.answer(entry.question) ? 0U : 1U;
  return out;
}

void ScreeningReceipt::settle() {
  std::sort(entries_.begin(), entries_.end(), [](const Entry& a, const Entry& b) { return a.question < b.question; });
  entries_.erase(std::unique(entries_.begin(), entries_.end(),
                             [](const Entry& a, const Entry& b) { return a.question == b.question; }),
                 entries_.end());
}

Status ScreeningReceipt::write(const std::string& path) {
  return base::replace_file(path, bytes());
}

std::string ScreeningReceipt::bytes() {
  settle();
  std::string head;
  store::append_varint(head, store::zigzag(head_.moment.as_of->days()));
  store::append_varint(head, store::zigzag(head_.moment.known_at->micros()));
  append_text(head, head_.program);
  store::append_varint(head, head_.sources.size());
  for (const std::string& source : head_.sources) append_text(head, source);
  store::append_varint(head, head_.versions.size());
  for (const Version& version : head_.versions) {
    append_text(head, version.source);
    append_text(head, version.id);
    append_text(head, version.content);
  }
  std::string entries;
  entries.reserve(entries_.size() * kEntryBytes);
  for (const Entry& entry : entries_) {
    entries.append(reinterpret_cast<const char*>(entry.question.data()), entry.question.size());
    store::append_fixed(entries, entry.answer);
  }
  store::ContainerWriter writer(store::ContainerKind::kReceipt, kFormat);
  writer.add(kHeadSection, std::move(head));
  writer.add(kEntriesSection, std::move(entries));
  return std::move(writer).finish();
}

}  // namespace penumbra
