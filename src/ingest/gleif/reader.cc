#include <algorithm>
#include <array>
#include <optional>

#include "ingest/gleif/gleif.h"
#include "ingest/registry.h"
#include "ingest/text_checks.h"
#include "ingest/xml_form.h"

namespace penumbra::ingest {
namespace {

constexpr std::size_t kPrefix = std::size_t{64} << 10;

struct Form {
  std::string_view root;
  std::string_view header;
  std::string_view list;
  std::array<std::string_view, 2> records;
};

constexpr std::array<Form, gleif::kFileKindCount> kForms = {{
    {"LEIData", "LEIHeader", "LEIRecords", {"LEIRecord", ""}},
    {"RelationshipData", "Header", "RelationshipRecords", {"RelationshipRecord", ""}},
    {"ReportingExceptionData", "Header", "ReportingExceptions", {"Exception", "ReportingException"}},
}};

std::optional<gleif::FileKind> kind_of(std::string_view bytes) {
  const std::string_view root = xml_root(bytes.substr(0, kPrefix));
  for (std::size_t i = 0; i < kForms.size(); ++i) {
    if (kForms[i].root == root) return static_cast<gleif::FileKind>(i);
  }
  return std::nullopt;
}

class Handler final : public XmlHandler {
 public:
  Handler(gleif::Mapper& mapper, gleif::FileKind kind, const std::string& file)
      : mapper_(mapper), kind_(kind), form_(kForms[static_cast<std::size_t>(kind)]), file_(file) {}

  Status root(const XmlNode& element, std::string_view xml_namespace) override {
    if (xml_namespace.find("gleif.org/data/schema") == std::string_view::npos) {
      return error_at(ErrorCode::kUnexpectedStructure,
                      "the root element has the namespace \"" + shown(xml_namespace, 80) + "\", which is not GLEIF's",
                      at(element), "Fetch the file from GLEIF, or check whether its format has changed");
    }
    return {};
  }
  bool is_record(std::span<const std::string> path) override {
    if (path.size() == 2) return path[1] == form_.header;
    return path.size() == 3 && path[1] == form_.list && (path[2] == form_.records[0] || path[2] == form_.records[1]);
  }
  Status record(std::span<const std::string> path, const XmlNode& node) override {
    const SourcePosition position = at(node);
    if (path.size() == 2) return mapper_.header(node, kind_, position);
    switch (kind_) {
      case gleif::FileKind::kEntities:
        mapper_.entity(node, position);
        break;
      case gleif::FileKind::kRelationships:
        mapper_.relationship(node, position);
        break;
      case gleif::FileKind::kExceptions:
        mapper_.exception(node, position);
        break;
    }
    return {};
  }
  Status outside(std::span<const std::string> path, const XmlNode& element) override {
    if (path.size() == 2 && path[1] == form_.list) return {};
    return error_at(ErrorCode::kUnexpectedStructure, "the element " + path_text(path) + " is not expected here",
                    at(element), "Fetch the file from GLEIF, or check whether its format has changed");
  }

 private:
  SourcePosition at(const XmlNode& node) const {
    SourcePosition position;
    position.file = file_;
    position.line = node.line;
    position.offset = node.offset;
    return position;
  }

  gleif::Mapper& mapper_;
  gleif::FileKind kind_;
  const Form& form_;
  const std::string& file_;
};

class GleifReader final : public Reader {
 public:
  std::string_view name() const override { return "gleif-xml"; }

  std::string_view describes() const override {
    return "GLEIF's full files as XML: legal entities (LEI-CDF), relationships (RR-CDF) and reporting exceptions; "
           "those "
           "of one day make one version";
  }
  bool lists_parties() const override { return false; }

  bool recognises(std::span<const InputFile> files) const override {
    return !files.empty() && std::all_of(files.begin(), files.end(),
                                         [](const InputFile& file) { return kind_of(file.bytes).has_value(); });
  }

  Result<ReadOutcome> read(std::span<const InputFile> files, std::string_view source) const override {
    ReadOutcome outcome;
    outcome.format = name();
    outcome.authority = "GLEIF";
    gleif::Mapper mapper(source, outcome);
    for (const InputFile& file : files) {
      PENUMBRA_RETURN_IF_ERROR(check_text(file));
      const auto kind = kind_of(file.bytes);
      SourcePosition position;
      position.file = file.name;
      if (!kind) {
        return error_at(ErrorCode::kUnknownFormat, "the file is none of GLEIF's", position,
                        "Give LEI-CDF, RR-CDF or reporting exceptions as XML");
      }
      Handler handler(mapper, *kind, file.name);
      FormCheck form(name(), file, outcome.findings, handler);
      PENUMBRA_RETURN_IF_ERROR(read_xml(file, form));
      form.finish();
    }
    mapper.finish();
    if (outcome.counts.records_in == 0) {
      Error error{ErrorCode::kEmpty, "the files hold no record", {}, "Fetch them again"};
      if (!files.empty()) error.position.file = files.front().name;
      return error;
    }
    return outcome;
  }
};

}  // namespace

const Reader& gleif_reader() {
  static const GleifReader reader;
  return reader;
}

}  // namespace penumbra::ingest
