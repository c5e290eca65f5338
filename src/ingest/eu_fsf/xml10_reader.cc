// Version 1.0 of the EU's XML (until 2018): <WHOLE Date="11/02/2016"><ENTITY ...>.
#include <string>

#include "ingest/eu_fsf/convert.h"
#include "ingest/eu_fsf/mapper.h"
#include "ingest/listing.h"
#include "ingest/registry.h"
#include "ingest/text.h"
#include "ingest/text_checks.h"
#include "ingest/xml.h"
#include "ingest/xml_halves.h"

namespace penumbra::ingest {
namespace {

using eu_fsf::Details;

constexpr std::size_t kPrefix = std::size_t{16} << 10;
constexpr std::string_view kFix =
    "Check whether this is the Commission's XML 1.0, which ended in 2018; later files are version 1.1";

constexpr FieldRule kFields[] = {
    {"ENTITY/Id", ""},
    {"ENTITY/Type", ""},
    {"ENTITY/legal_basis", ""},
    {"ENTITY/reg_date", ""},
    {"ENTITY/pdf_link", ""},
    {"ENTITY/programme", ""},
    {"ENTITY/remark", ""},
    {"ENTITY/NAME", ""},
    {"ENTITY/ADDRESS", ""},
    {"ENTITY/BIRTH", ""},
    {"ENTITY/PASSPORT", ""},
    {"ENTITY/CITIZEN", ""},
    {"*/Id", "numbers the detail inside the Commission's own data base"},
    {"*/Entity_id", "repeats the number of the entity; another one is a finding"},
    {"*/legal_basis", ""},
    {"*/reg_date", ""},
    {"*/programme", ""},
    {"*/pdf_link", ""},
    {"NAME/LASTNAME", ""},
    {"NAME/FIRSTNAME", ""},
    {"NAME/MIDDLENAME", ""},
    {"NAME/WHOLENAME", ""},
    {"NAME/GENDER", ""},
    {"NAME/TITLE", ""},
    {"NAME/FUNCTION", ""},
    {"NAME/LANGUAGE", ""},
    {"ADDRESS/NUMBER", ""},
    {"ADDRESS/STREET", ""},
    {"ADDRESS/ZIPCODE", ""},
    {"ADDRESS/CITY", ""},
    {"ADDRESS/COUNTRY", ""},
    {"ADDRESS/OTHER", ""},
    {"BIRTH/DATE", ""},
    {"BIRTH/PLACE", ""},
    {"BIRTH/COUNTRY", ""},
    {"PASSPORT/NUMBER", ""},
    {"PASSPORT/COUNTRY", ""},
    {"CITIZEN/COUNTRY", ""},
};

class Handler final : public XmlHandler {
 public:
  Handler(std::string_view source, const InputFile& file, ReadOutcome& outcome)
      : file_(file), outcome_(outcome), mapper_(source, file.name, outcome), known_(kFields) {}

  Status root(const XmlNode& element, std::string_view xml_namespace) override {
    if (element.name != "WHOLE" || !xml_namespace.empty()) {
      return fault(element, "the root element is {" + shown(xml_namespace, 80) + "}" + shown(element.name, 40) +
                                " instead of WHOLE");
    }
    outcome_.published = read_list_day(element.attribute("Date"));
    if (!outcome_.published.known()) return fault(element, "the file does not say on which day it was made");
    return {};
  }

  bool is_record(std::span<const std::string> path) override { return path.size() == 2 && path[1] == "ENTITY"; }

  Status record(std::span<const std::string> /*path*/, const XmlNode& node) override {
    arena_.clear();
    eu_fsf::open_entity(draft_, node.attribute("Id"), node.attribute("Type"), {}, node.attribute("remark"));
    draft_.place(node.line, node.offset);
    // The day at the entity is the one of entry into force; that of publication stands at the details.
    std::string_view published;
    const std::string_view basis = node.attribute("legal_basis");
    for (const XmlNode& child : node.children) {
      if (child.attribute("legal_basis") == basis) published = child.attribute("reg_date");
    }
    if (!trim(basis).empty()) {
      eu_fsf::open_regulation(draft_, {basis, published, node.attribute("pdf_link"), node.attribute("programme")},
                              node.attribute("reg_date"));
      draft_.place(node.line, node.offset);
      draft_.close();
    }
    for (const XmlNode& child : node.children) {
      const auto text = [&child](std::string_view name) { return child.child_text(name); };
      if (child.name == "NAME") {
        Details::name(draft_, text("LASTNAME"), text("FIRSTNAME"), text("MIDDLENAME"), text("WHOLENAME"),
                      text("GENDER"), text("TITLE"), text("FUNCTION"), text("LANGUAGE"));
      } else if (child.name == "ADDRESS") {
        Details::address(draft_, text("NUMBER"), text("STREET"), text("ZIPCODE"), text("CITY"), text("COUNTRY"),
                         text("OTHER"));
      } else if (child.name == "BIRTH") {
        Details::birth(draft_, text("DATE"), text("PLACE"), text("COUNTRY"));
      } else if (child.name == "PASSPORT") {
        Details::identification(draft_, text("NUMBER"), text("COUNTRY"));
      } else if (child.name == "CITIZEN") {
        Details::citizenship(draft_, text("COUNTRY"));
      } else {
        draft_.open(child.name);  // unknown: the mapper reports it
        draft_.text(child.text);
      }
      eu_fsf::add_provenance(draft_, {child.attribute("legal_basis"), child.attribute("reg_date"),
                                      child.attribute("pdf_link"), child.attribute("programme")});
      if (const std::string_view id = child.attribute("Entity_id"); !id.empty() && id != node.attribute("Id")) {
        SourcePosition position{file_.name, child.line, 1, child.offset, child.name};
        outcome_.findings.add(model::FindingLevel::kWarning, "party-conflict",
                              "a detail says that it belongs to party \"" + shown(id, 40) +
                                  "\" and stands in party \"" + shown(node.attribute("Id"), 40) +
                                  "\", whose it becomes",
                              position);
      }
      take_unknown(child);
      draft_.place(child.line, child.offset);
      draft_.close();
    }
    for (const auto& [name, value] : node.attributes) {
      if (!known_.knows(node.name, name)) draft_.attribute(name, value);
    }
    mapper_.add(draft_.close());
    return {};
  }

  Status outside(std::span<const std::string> path, const XmlNode& element) override {
    return fault(element, "the element " + path_text(path) + " stands where only WHOLE/ENTITY may");
  }

  bool can_join(const Handler& later) const { return mapper_.can_join(later.mapper_); }
  void join(Handler& later) { mapper_.join(later.mapper_); }
  void finish() { mapper_.finish(); }

 private:
  // Hands on what version 1.0 does not have under its own name, so that the mapper reports it.
  void take_unknown(const XmlNode& from) {
    for (const auto& [name, value] : from.attributes) {
      if (!known_.knows(from.name, name)) draft_.attribute(name, value);
    }
    for (const XmlNode& child : from.children) {
      if (known_.knows(from.name, child.name)) continue;
      draft_.open(child.name);
      draft_.text(child.text);
      draft_.place(child.line, child.offset);
      draft_.close();
    }
  }

  Status fault(const XmlNode& element, std::string message) const {
    return Error{ErrorCode::kUnexpectedStructure, std::move(message),
                 SourcePosition{file_.name, element.line, 1, element.offset, element.name}, std::string(kFix)};
  }

  const InputFile& file_;
  ReadOutcome& outcome_;
  eu_fsf::Mapper mapper_;
  FieldTable known_;
  XmlArena arena_;
  eu_fsf::Draft draft_{arena_};
};

class EuFsfXml10Reader final : public Reader {
 public:
  std::string_view name() const override { return "eu-fsf-xml-old"; }

  std::string_view describes() const override {
    return "EU consolidated list of financial sanctions, XML version 1.0 (until 2018): one file";
  }

  bool recognises(std::span<const InputFile> files) const override {
    if (files.size() != 1) return false;
    const std::string_view start = files[0].bytes.substr(0, kPrefix);
    return xml_root(start) == "WHOLE";
  }

  Result<ReadOutcome> read(std::span<const InputFile> files, std::string_view source) const override {
    if (files.size() != 1) {
      return Error{ErrorCode::kInvalidArgument,
                   "the EU list is one file, " + std::to_string(files.size()) + " were given",
                   {},
                   "Give one file per version"};
    }
    ReadOutcome outcome;
    outcome.format = name();
    outcome.authority = "Council of the European Union";
    PENUMBRA_RETURN_IF_ERROR(check_text(files[0]));
    Handler handler(source, files[0], outcome);
    PENUMBRA_RETURN_IF_ERROR(read_list_xml(name(), files[0], "ENTITY", outcome, handler, [&](ReadOutcome& later) {
      return std::make_unique<Handler>(source, files[0], later);
    }));
    handler.finish();
    if (outcome.counts.records_in == 0) {
      SourcePosition position;
      position.file = files[0].name;
      position.path = "WHOLE";
      return Error{ErrorCode::kEmpty, "the list holds no ENTITY", position,
                   "Fetch it again; an empty list is not published"};
    }
    return outcome;
  }
};

}  // namespace

const Reader& eu_fsf_xml10_reader() {
  static const EuFsfXml10Reader reader;
  return reader;
}

}  // namespace penumbra::ingest
