// Prints everything that reading one version gives, one fact per line, so that two builds can be compared with diff.
//
//     outcome_dump FILE...
//
// What the reader found, counted and refused is there, with places; numbers are written in full and texts escaped.
// Files that end in .xz are unpacked first.
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/reader.h"

namespace {

namespace model = penumbra::model;
using penumbra::ingest::InputFile;

bool load(const std::string& path, std::string& out) {
  const std::string command = (path.ends_with(".xz") ? "xz -dc '" : "cat '") + path + "'";
  FILE* pipe = popen(command.c_str(), "r");
  if (pipe == nullptr) return false;
  std::string buffer(std::size_t{1} << 16, '\0');
  for (std::size_t got = 0; (got = fread(buffer.data(), 1, buffer.size(), pipe)) > 0;) out.append(buffer, 0, got);
  return pclose(pipe) == 0 && !out.empty();
}

// One line, built field by field.
class Line {
 public:
  explicit Line(std::string_view kind) : out_(kind) {}
  ~Line() {
    out_ += '\n';
    std::fwrite(out_.data(), 1, out_.size(), stdout);
  }
  Line(const Line&) = delete;
  Line& operator=(const Line&) = delete;

  Line& text(std::string_view value) {
    out_ += " |";
    for (const char c : value) {
      if (c == '\n' || c == '|' || c == '\\') out_ += '\\';
      out_ += c == '\n' ? 'n' : c;
    }
    return *this;
  }
  Line& number(std::uint64_t value) { return text(std::to_string(value)); }
  Line& valid(const penumbra::ValidInterval& span) { return text(span.from.to_string()).text(span.to.to_string()); }
  Line& place(const model::Evidence& evidence) { return text(evidence.source).text(evidence.record); }
  Line& time(const std::optional<penumbra::Timestamp>& time) { return text(time ? time->to_string() : "-"); }
  Line& list(const std::vector<std::string>& items) {
    number(items.size());
    for (const std::string& item : items) text(item);
    return *this;
  }

 private:
  std::string out_;
};

void print(const model::Dataset& dataset) {
  for (const model::Entity& e : dataset.entities) {
    Line("entity").text(e.id).text(e.schema).valid(e.existence).place(e.evidence).time(e.recorded);
    for (const model::Value& v : e.values) Line("  value").text(v.property).text(v.text).text(v.lang);
  }
  for (const model::Designation& d : dataset.designations) {
    Line line("designation");
    line.text(d.id).text(d.entity).text(d.list).text(d.authority).list(d.programmes).list(d.measures);
    line.text(d.listed_name).text(d.act).text(d.scope).text(d.reason).text(d.url).text(d.date_act.to_string());
    line.text(d.published.to_string()).valid(d.valid).place(d.evidence).time(d.recorded).text(d.note);
  }
  for (const model::Relationship& r : dataset.relationships) {
    Line line("relationship");
    line.text(r.id).text(r.from).text(r.kind).text(r.to).valid(r.valid).number(static_cast<unsigned>(r.status));
    line.text(r.side).text(r.role).text(r.share.to_string()).number(static_cast<unsigned>(r.need)).text(r.group);
    line.place(r.evidence).time(r.recorded).text(r.note);
  }
  for (const model::StateInterval& s : dataset.states) {
    Line line("state");
    line.text(s.entity).text(s.state).valid(s.valid).text(s.side).text(s.cause);
    line.number(static_cast<unsigned>(s.status)).place(s.evidence).text(s.note);
  }
  for (const model::SourceDocument& d : dataset.documents) {
    Line line("document");
    line.text(d.id).text(d.kind).text(d.title).text(d.publisher).text(d.date.to_string()).text(d.locator);
    line.text(d.checked).text(d.read.to_string()).text(d.note).text(d.family);
  }
  for (const model::PortfolioMember& m : dataset.portfolio) {
    Line("member").text(m.portfolio).text(m.entity).text(m.section).text(std::to_string(m.order));
  }
  for (const model::Figure& f : dataset.figures) {
    Line line("figure");
    line.text(f.entity).text(f.other).text(f.figure).text(f.value.to_string()).text(f.unit).valid(f.valid);
    line.number(static_cast<unsigned>(f.status)).place(f.evidence).time(f.recorded).text(f.note);
  }
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> paths(argv + 1, argv + argc);
  std::vector<std::string> bytes(paths.size());
  std::vector<InputFile> files;
  for (std::size_t i = 0; i < paths.size(); ++i) {
    if (!load(paths[i], bytes[i])) {
      std::fprintf(stderr, "%s cannot be read\n", paths[i].c_str());
      return 1;
    }
    std::string name = std::filesystem::path(paths[i]).filename().string();
    if (name.ends_with(".xz")) name.resize(name.size() - 3);
    files.push_back({std::move(name), bytes[i]});
  }
  const auto outcome = penumbra::ingest::read_files(files, "source");
  if (!outcome.ok()) {
    Line("refused").text(to_string(outcome.error()));
    return 0;
  }
  Line("format").text(outcome->format).text(outcome->published.to_string()).text(outcome->authority);
  const auto& counts = outcome->counts;
  Line("counts").number(counts.records_in).number(counts.mapped).number(counts.reported).number(counts.ignored);
  Line("lists").list(outcome->lists);
  Line("notes").list(outcome->notes);
  for (const auto& part : outcome->parts) {
    Line("part").text(part.part).number(part.present ? 1 : 0).number(part.expected ? 1 : 0).number(part.records);
  }
  if (outcome->delta) Line("delta").text(outcome->delta->base).list(outcome->delta->removed);
  for (const model::Finding& f : outcome->findings.sorted()) {
    Line line("finding");
    line.text(to_string(f.level)).text(f.key).text(f.message).number(f.count);
    line.text(f.position.file).number(f.position.line).number(f.position.column).number(f.position.offset);
    line.text(f.position.path);
  }
  print(outcome->dataset);
  return 0;
}
