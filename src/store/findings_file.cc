#include "store/findings_file.h"

#include <utility>

#include "store/container.h"
#include "store/varint.h"

namespace penumbra::store {
namespace {

constexpr std::uint32_t kFindingsFormat = 1;
constexpr std::uint32_t kFindings = 1;

void append_bytes(std::string& out, std::string_view bytes) {
  append_varint(out, bytes.size());
  out += bytes;
}

}  // namespace

std::string encode_findings(const std::vector<model::Finding>& findings) {
  std::string out;
  append_varint(out, findings.size());
  for (const model::Finding& finding : findings) {
    append_varint(out, static_cast<std::uint64_t>(finding.level));
    append_varint(out, finding.count);
    append_bytes(out, finding.key);
    append_bytes(out, finding.message);
    append_bytes(out, finding.position.file);
    append_varint(out, finding.position.line);
    append_varint(out, finding.position.column);
    append_varint(out, finding.position.offset);
    append_bytes(out, finding.position.path);
  }
  ContainerWriter writer(ContainerKind::kFindings, kFindingsFormat);
  writer.add(kFindings, std::move(out));
  return std::move(writer).finish();
}

Result<std::vector<model::Finding>> decode_findings(std::string_view bytes, const std::string& file) {
  PENUMBRA_ASSIGN_OR_RETURN(const ContainerView view,
                            ContainerView::open(bytes, ContainerKind::kFindings, kFindingsFormat, file));
  PENUMBRA_ASSIGN_OR_RETURN(const std::string_view section, view.section(kFindings));
  ByteReader in(section);
  const std::uint64_t count = in.varint();
  std::vector<model::Finding> findings;
  // Every finding takes several bytes, so `count` cannot make this loop run longer than the section.
  for (std::uint64_t i = 0; i < count && !in.failed(); ++i) {
    model::Finding finding;
    const std::uint64_t level = in.varint();
    if (level > static_cast<std::uint64_t>(model::FindingLevel::kError)) in.fail();
    finding.level = static_cast<model::FindingLevel>(in.failed() ? 0 : level);
    finding.count = in.varint();
    finding.key = in.bytes(in.varint());
    finding.message = in.bytes(in.varint());
    finding.position.file = in.bytes(in.varint());
    finding.position.line = in.varint();
    finding.position.column = in.varint();
    finding.position.offset = in.varint();
    finding.position.path = in.bytes(in.varint());
    findings.push_back(std::move(finding));
  }
  if (in.failed() || in.remaining() != 0) return damaged(file, "the findings cannot be read");
  return findings;
}

}  // namespace penumbra::store
