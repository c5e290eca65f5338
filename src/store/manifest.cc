// Written and read by hand rather than as JSON: the order of keys is fixed, so the reader is a list of expectations,
// and what it accepts is exactly what the writer writes.
#include "store/manifest.h"

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <limits>
#include <map>
#include <set>
#include <utility>

#include "base/digest.h"
#include "store/container.h"
#include "store/layers_file.h"
#include "store/line_text.h"

namespace penumbra::store {
namespace {

// Format 2 has what earlier programs cannot read: versions in layers, provisional ones, rollbacks and approvals. It is
// written only where it is needed.
constexpr std::string_view kFirstLine = "penumbra-manifest 1";
constexpr std::string_view kSecondFirstLine = "penumbra-manifest 2";
constexpr std::string_view kThirdFirstLine = "penumbra-manifest 3";
constexpr std::string_view kFirstWord = "penumbra-manifest ";
constexpr std::string_view kCurrentWord = "penumbra-store ";
constexpr std::size_t kNumberDigits = 10;

std::string_view to_string(PublishedFrom from) {
  switch (from) {
    case PublishedFrom::kStated:
      return "stated";
    case PublishedFrom::kFile:
      return "file";
    case PublishedFrom::kUnknown:
      break;
  }
  return "unknown";
}

void write_version(std::string& out, const VersionInfo& v) {
  out += "[version]\n";
  add_line(out, "source", v.source);
  add_line(out, "number", v.number);
  add_line(out, "reader", escaped(v.reader));
  add_line(out, "authority", escaped(v.authority));
  add_line(out, "published", v.published.to_string());
  add_line(out, "published-from", to_string(v.published_from));
  add_line(out, "recorded", v.recorded.micros());
  add_line(out, "clock-skew-micros", v.clock_skew_micros);
  add_line(out, "content", escaped(v.content));
  if (v.max_age_days) add_line(out, "max-age-days", *v.max_age_days);
  if (v.whole_history) add_line(out, "whole-history", "yes");
  if (v.registers) add_line(out, "registers", "yes");
  if (v.provisional) add_line(out, "provisional", "yes");
  std::string counts;
  for (const std::uint64_t count : {v.counts.records, v.counts.entities, v.counts.names, v.counts.designations,
                                    v.counts.relationships, v.counts.mapped, v.counts.reported, v.counts.ignored}) {
    counts += (counts.empty() ? "" : " ") + std::to_string(count);
  }
  add_line(out, "counts", counts);
  if (v.fill) {
    add_line(out, "fill",
             std::to_string(v.fill->named) + " " + std::to_string(v.fill->with_alias) + " " +
                 std::to_string(v.fill->with_number) + " " + std::to_string(v.fill->with_date) + " " +
                 std::to_string(v.fill->with_programme));
  }
  add_line(out, "findings",
           std::to_string(v.findings.notes) + " " + std::to_string(v.findings.warnings) + " " +
               std::to_string(v.findings.errors));
  for (const std::string& list : v.lists) add_line(out, "list", escaped(list));
  for (const std::string& note : v.notes) add_line(out, "note", escaped(note));
  for (const PartRecord& part : v.parts) {
    add_line(out, "part",
             std::string(part.present ? "1 " : "0 ") + std::to_string(part.records) + " " + escaped(part.name));
  }
  for (const InputRecord& input : v.inputs) {
    add_line(out, "input", input.sha256 + " " + std::to_string(input.size) + " " + escaped(input.name));
  }
  for (const StoredFile& file : v.files) {
    add_line(out, "file", to_hex(file.checksum) + " " + std::to_string(file.size) + " " + escaped(file.name));
  }
}

// A name that is one component of a path inside the version's folder.
bool plain_file_name(std::string_view name) {
  return !name.empty() && name.size() <= 255 && name.front() != '.' && name.find_first_of("/\\") == name.npos &&
         std::none_of(name.begin(), name.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; });
}

VersionInfo read_version(LineReader& in) {
  VersionInfo v;
  v.source = in.text("source");
  if (!check_source_name(v.source).ok()) in.fail("the source has an impossible name");
  v.number = in.number<std::uint32_t>("number");
  v.reader = in.text("reader");
  v.authority = in.text("authority");
  const Result<PartialDate> published = PartialDate::parse(in.value("published"));
  if (!published.ok() || (published->known() && published->bound() != Bound::kExact)) {
    in.fail("a publication date is expected");
  } else {
    v.published = *published;
  }
  const std::string_view from = in.value("published-from");
  for (const PublishedFrom known : {PublishedFrom::kUnknown, PublishedFrom::kStated, PublishedFrom::kFile}) {
    if (to_string(known) == from) v.published_from = known;
  }
  if (to_string(v.published_from) != from || (v.published_from != PublishedFrom::kUnknown) != v.published.known()) {
    in.fail("\"published-from\" does not fit the publication date");
  }
  v.recorded = Timestamp(in.number<std::int64_t>("recorded"));
  v.clock_skew_micros = in.number<std::int64_t>("clock-skew-micros");
  v.content = in.text("content");
  if (in.has_key("max-age-days")) v.max_age_days = in.number<std::int32_t>("max-age-days");
  if (in.has_key("whole-history")) {
    v.whole_history = true;
    if (in.value("whole-history") != "yes") in.fail("\"whole-history\" is \"yes\" or not there");
  }
  if (in.has_key("registers")) {
    v.registers = true;
    if (in.value("registers") != "yes") in.fail("\"registers\" is \"yes\" or not there");
  }
  if (in.has_key("provisional")) {
    v.provisional = true;
    if (in.value("provisional") != "yes") in.fail("\"provisional\" is \"yes\" or not there");
  }
  std::string_view counts = in.value("counts");
  for (std::uint64_t* count : {&v.counts.records, &v.counts.entities, &v.counts.names, &v.counts.designations,
                               &v.counts.relationships, &v.counts.mapped, &v.counts.reported, &v.counts.ignored}) {
    *count = in.to_number<std::uint64_t>(in.word(counts));
  }
  std::string_view fill;
  if (in.has_key("fill")) {
    fill = in.value("fill");
    FillCounts& filled = v.fill.emplace();
    for (std::uint64_t* count :
         {&filled.named, &filled.with_alias, &filled.with_number, &filled.with_date, &filled.with_programme}) {
      *count = in.to_number<std::uint64_t>(in.word(fill));
    }
  }
  std::string_view findings = in.value("findings");
  for (std::uint64_t* count : {&v.findings.notes, &v.findings.warnings, &v.findings.errors}) {
    *count = in.to_number<std::uint64_t>(in.word(findings));
  }
  if (!counts.empty() || !fill.empty() || !findings.empty()) in.fail("there are too many counts");
  while (in.has_key("list")) v.lists.push_back(in.text("list"));
  while (in.has_key("note")) v.notes.push_back(in.text("note"));
  while (in.has_key("part")) {
    std::string_view value = in.value("part");
    PartRecord part;
    const std::string_view present = in.word(value);
    if (present != "0" && present != "1") in.fail("0 or 1 is expected");
    part.present = present == "1";
    part.records = in.to_number<std::uint64_t>(in.word(value));
    part.name = in.unescaped(value);
    v.parts.push_back(std::move(part));
  }
  while (in.has_key("input")) {
    std::string_view value = in.value("input");
    InputRecord input;
    input.sha256 = in.word(value);
    input.size = in.to_number<std::uint64_t>(in.word(value));
    input.name = in.unescaped(value);
    v.inputs.push_back(std::move(input));
  }
  while (in.has_key("file")) {
    std::string_view value = in.value("file");
    StoredFile file;
    const std::string_view checksum = in.word(value);
    if (checksum.size() != 16 || !parse_hex(checksum, file.checksum)) in.fail("a checksum is expected");
    file.size = in.to_number<std::uint64_t>(in.word(value));
    file.name = in.unescaped(value);
    if (!plain_file_name(file.name)) in.fail("a file has an impossible name");
    v.files.push_back(std::move(file));
  }
  return v;
}

SourceEvent read_event(LineReader& in) {
  SourceEvent e;
  e.source = in.text("source");
  if (!check_source_name(e.source).ok()) in.fail("the source has an impossible name");
  const std::string_view kind = in.value("kind");
  bool known = false;
  for (const EventKind one :
       {EventKind::kUnchanged, EventKind::kHeld, EventKind::kRolledBack, EventKind::kApproved, EventKind::kRejected}) {
    if (to_string(one) != kind) continue;
    e.kind = one;
    known = true;
  }
  if (!known) in.fail("the kind of an event is expected");
  e.first = Timestamp(in.number<std::int64_t>("first"));
  e.last = Timestamp(in.number<std::int64_t>("last"));
  e.count = in.number<std::uint64_t>("count");
  e.content = in.text("content");
  e.message = in.text("message");
  if (in.has_key("version")) {
    e.version = in.number<std::uint32_t>("version");
    if (e.version == 0) in.fail("the event names no version");
  }
  if (in.has_key("by")) e.by = in.text("by");
  if (in.has_key("needs")) {
    e.needs = in.number<std::uint32_t>("needs");
    if (e.needs == 0) in.fail("the event needs nobody");
  }
  if (e.first > e.last || e.count == 0) in.fail("the times of the event are not in order");
  return e;
}

// Numbers of a source rise by one, recorded times rise, nothing is after the last recorded time.
void check_order(const Manifest& manifest, LineReader& in) {
  std::map<std::string, std::uint32_t, std::less<>> last_number;
  Timestamp last = Timestamp::min();
  for (const VersionInfo& version : manifest.versions) {
    std::uint32_t& number = last_number[version.source];
    if (version.number != number + 1 || version.recorded <= last || version.recorded > manifest.last_recorded) {
      in.fail("version " + version.id() + " is out of order");
      return;
    }
    number = version.number;
    last = version.recorded;
  }
  for (const SourceEvent& event : manifest.events) {
    if (event.last > manifest.last_recorded) in.fail("an event is out of order");
    const bool rollback = event.kind == EventKind::kRolledBack;
    if (rollback != (event.version != 0) || (rollback && manifest.find(event.source, event.version) == nullptr)) {
      in.fail("an event names no version that there is");
    }
  }
}

Error not_ours(std::string_view what, const std::string& file, std::string_view bytes, std::string_view word) {
  Error error{ErrorCode::kSyntax, "this is not the " + std::string(what) + " of a Penumbra store", {}, ""};
  if (bytes.starts_with(word)) {
    error.code = ErrorCode::kUnsupported;
    error.message = "the store was written in a format that this program does not read";
    error.fix = "Use the program version that wrote the store";
  }
  error.position.file = file;
  return error;
}

}  // namespace

std::string to_hex(std::uint64_t value) {
  std::string out(16, '0');
  for (std::size_t i = 16; i-- > 0; value >>= 4) out[i] = kHexDigits[value & 15];
  return out;
}

std::vector<const VersionInfo*> Manifest::versions_of(std::string_view source) const {
  std::vector<const VersionInfo*> out;
  for (const VersionInfo& version : versions) {
    if (version.source == source) out.push_back(&version);
  }
  return out;
}

std::vector<const VersionInfo*> Manifest::counting(std::string_view source, Timestamp known_at) const {
  const SourceEvent* rollback = nullptr;  // the last one decides
  for (const SourceEvent& event : events) {
    if (event.source != source || event.kind != EventKind::kRolledBack || event.first > known_at) continue;
    if (rollback == nullptr || event.first > rollback->first) rollback = &event;
  }
  const VersionInfo* chosen = rollback == nullptr ? nullptr : find(source, rollback->version);
  std::vector<const VersionInfo*> out;
  for (const VersionInfo* version : versions_of(source)) {
    if (version->recorded > known_at) continue;
    if (chosen != nullptr && version->recorded <= rollback->first && comes_before(*chosen, *version)) continue;
    // What held content added goes with the content.
    const bool rejected =
        version->provisional && std::any_of(events.begin(), events.end(), [&](const SourceEvent& event) {
          return event.kind == EventKind::kRejected && event.source == source && event.content == version->content &&
                 event.first <= known_at && version->recorded < event.first;
        });
    if (rejected) continue;
    out.push_back(version);
  }
  return out;
}

std::vector<std::string> Manifest::sources() const {
  std::set<std::string> names;
  for (const VersionInfo& version : versions) names.insert(version.source);
  for (const SourceEvent& event : events) names.insert(event.source);
  return {names.begin(), names.end()};
}

const SourceEvent* Manifest::waiting(std::string_view source) const {
  const SourceEvent* held = nullptr;
  for (const SourceEvent& event : events) {
    if (event.source != source) continue;
    if (event.kind == EventKind::kHeld) held = &event;
    if (event.kind == EventKind::kRolledBack) held = nullptr;
    if (event.kind == EventKind::kRejected && held != nullptr && event.content == held->content) held = nullptr;
  }
  if (held == nullptr) return nullptr;
  for (const VersionInfo* version : versions_of(source)) {
    if (!version->provisional && version->content == held->content && version->recorded > held->last) return nullptr;
  }
  return held;
}

const SourceEvent* Manifest::rejection(std::string_view source, std::string_view content) const {
  const SourceEvent* found = nullptr;
  for (const SourceEvent& event : events) {
    if (event.source != source || event.content != content) continue;
    if (event.kind == EventKind::kRejected) found = &event;
  }
  if (found == nullptr) return nullptr;
  const bool published = std::any_of(versions.begin(), versions.end(), [&](const VersionInfo& version) {
    return version.source == source && !version.provisional && version.content == content &&
           version.recorded > found->last;
  });
  return published ? nullptr : found;
}

const VersionInfo* Manifest::find(std::string_view source, std::uint32_t number) const {
  for (const VersionInfo& version : versions) {
    if (version.number == number && version.source == source) return &version;
  }
  return nullptr;
}

namespace {

bool needs_second_format(const Manifest& manifest) {
  return std::any_of(manifest.versions.begin(), manifest.versions.end(),
                     [](const VersionInfo& version) {
                       return version.provisional || version.fill || version.file(kLayersFile) != nullptr;
                     }) ||
         std::any_of(manifest.events.begin(), manifest.events.end(), [](const SourceEvent& event) {
           const bool later_kind = event.kind != EventKind::kUnchanged && event.kind != EventKind::kHeld;
           return later_kind || event.version != 0 || !event.by.empty() || event.needs != 0;
         });
}

// A rejection takes versions out of what counts: a program that does not know it must not read on.
std::string_view first_line_of(const Manifest& manifest) {
  const bool rejects = std::any_of(manifest.events.begin(), manifest.events.end(),
                                   [](const SourceEvent& event) { return event.kind == EventKind::kRejected; });
  if (rejects) return kThirdFirstLine;
  return needs_second_format(manifest) ? kSecondFirstLine : kFirstLine;
}

}  // namespace

std::string encode_manifest(const Manifest& manifest) {
  std::string out(first_line_of(manifest));
  out += "\n";
  add_line(out, "last-recorded", manifest.last_recorded.micros());
  for (const VersionInfo& version : manifest.versions) write_version(out, version);
  for (const SourceEvent& event : manifest.events) {
    out += "[event]\n";
    add_line(out, "source", event.source);
    add_line(out, "kind", to_string(event.kind));
    add_line(out, "first", event.first.micros());
    add_line(out, "last", event.last.micros());
    add_line(out, "count", std::to_string(event.count));
    add_line(out, "content", escaped(event.content));
    add_line(out, "message", escaped(event.message));
    if (event.version != 0) add_line(out, "version", event.version);
    if (!event.by.empty()) add_line(out, "by", escaped(event.by));
    if (event.needs != 0) add_line(out, "needs", event.needs);
  }
  add_line(out, "checksum", to_hex(base::checksum64(out)));
  return out;
}

Result<Manifest> parse_manifest(std::string_view bytes, const std::string& file) {
  const std::string_view first_line = bytes.substr(0, std::min(bytes.find('\n'), bytes.size()));
  const bool known = first_line == kFirstLine || first_line == kSecondFirstLine || first_line == kThirdFirstLine;
  if (!known) return not_ours("manifest", file, bytes, kFirstWord);
  constexpr std::size_t kTrailer = sizeof("checksum ") - 1 + 16 + 1;
  std::uint64_t checksum = 0;
  const std::string_view trailer = bytes.substr(bytes.size() - std::min(bytes.size(), kTrailer));
  if (trailer.size() != kTrailer || !trailer.starts_with("checksum ") || !trailer.ends_with("\n") ||
      !parse_hex(trailer.substr(9, 16), checksum)) {
    return damaged(file, "the manifest is cut off before its checksum");
  }
  const std::string_view covered = bytes.substr(0, bytes.size() - kTrailer);
  if (base::checksum64(covered) != checksum) return damaged(file, "the manifest does not match its checksum");

  LineReader in(covered);
  Manifest manifest;
  in.expect_line(first_line);
  manifest.last_recorded = Timestamp(in.number<std::int64_t>("last-recorded"));
  while (in.is("[version]")) {
    in.expect_line("[version]");
    manifest.versions.push_back(read_version(in));
  }
  while (in.is("[event]")) {
    in.expect_line("[event]");
    manifest.events.push_back(read_event(in));
  }
  if (in.problem().empty() && !in.at_end()) in.fail("an unknown line");
  check_order(manifest, in);
  if (first_line != first_line_of(manifest)) in.fail("the format is not that of the content");
  if (!in.problem().empty()) {
    Error error = damaged(file, in.problem());
    error.position.line = in.problem_line();
    return error;
  }
  return manifest;
}

std::string encode_current(const CurrentPointer& current) {
  std::string out = std::string(kCurrentWord) + (current.log ? "2 " : "1 ") + padded(current.manifest, kNumberDigits) +
                    " " + to_hex(current.checksum);
  if (current.log) {
    out += " " + padded(current.log->entries, kNumberDigits) + " " + base::to_hex(current.log->root);
    out += " " + to_hex(base::checksum64(out));
  }
  return out + "\n";
}

Result<CurrentPointer> parse_current(std::string_view bytes, const std::string& file) {
  const std::string start(kCurrentWord);
  const bool logged = bytes.starts_with(start + "2 ");
  if (!logged && !bytes.starts_with(start + "1 ")) return not_ours("pointer", file, bytes, kCurrentWord);
  LineReader in(bytes);
  std::string_view rest = in.value("penumbra-store");
  static_cast<void>(in.word(rest));
  CurrentPointer current;
  current.manifest = in.to_number<std::uint64_t>(in.word(rest));
  bool read = parse_hex(in.word(rest), current.checksum);
  if (logged) {
    current.log.emplace();
    current.log->entries = in.to_number<std::uint64_t>(in.word(rest));
    read = parse_sum(in.word(rest), current.log->root) && read;
  }
  // Anything else about it shows when it is written again, its own checksum too.
  if (read && in.problem().empty() && encode_current(current) == bytes) return current;
  return damaged(file, "the pointer to the manifest cannot be read");
}

}  // namespace penumbra::store
