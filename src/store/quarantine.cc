#include "store/quarantine.h"

#include <limits>
#include <utility>

#include "store/container.h"
#include "store/varint.h"

namespace penumbra::store {
namespace {

constexpr std::uint32_t kNoteFormat = 1;
constexpr std::uint32_t kNoteSection = 1;

void append_text(std::string& out, std::string_view text) {
  append_varint(out, text.size());
  out += text;
}

}  // namespace

std::string quarantined_file(std::size_t i) {
  return "file-" + std::to_string(i);
}

std::string quarantine_folder(std::string_view source, std::string_view content) {
  return "quarantine/" + std::string(source) + "/" + std::string(content);
}

std::string encode_note(const QuarantineNote& note) {
  std::string out;
  append_text(out, note.published.to_string());
  append_varint(out, note.max_age_days ? 1 + zigzag(*note.max_age_days) : 0);
  append_varint(out, note.names.size());
  for (const std::string& name : note.names) append_text(out, name);
  ContainerWriter writer(ContainerKind::kQuarantine, kNoteFormat);
  writer.add(kNoteSection, std::move(out));
  return std::move(writer).finish();
}

Result<QuarantineNote> decode_note(std::string_view bytes, const std::string& file) {
  PENUMBRA_ASSIGN_OR_RETURN(const ContainerView view,
                            ContainerView::open(bytes, ContainerKind::kQuarantine, kNoteFormat, file));
  PENUMBRA_ASSIGN_OR_RETURN(const std::string_view section, view.section(kNoteSection));
  ByteReader in(section);
  QuarantineNote note;
  const Result<PartialDate> published = PartialDate::parse(in.bytes(in.varint()));
  if (!published.ok()) return damaged(file, "the note on held files has no readable date");
  note.published = *published;
  if (const std::uint64_t age = in.varint(); age > 0) {
    const std::int64_t days = unzigzag(age - 1);
    if (days < 0 || days > std::numeric_limits<std::int32_t>::max()) in.fail();
    note.max_age_days = static_cast<std::int32_t>(in.failed() ? 0 : days);
  }
  const std::uint64_t count = in.varint();
  for (std::uint64_t i = 0; i < count && !in.failed(); ++i) note.names.emplace_back(in.bytes(in.varint()));
  if (in.failed() || in.remaining() != 0) return damaged(file, "the note on held files cannot be read");
  return note;
}

}  // namespace penumbra::store
