#include "ingest/bods/statement.h"

#include <algorithm>

#include "ingest/owners.h"
#include "ingest/text.h"
#include "ingest/text_checks.h"

namespace penumbra::ingest::bods {
namespace {

Error useless(std::string message) {
  return Error{ErrorCode::kInvalidValue, std::move(message), {}, "Correct the statement"};
}

PartialDate date_of(const JsonNode& node, std::string_view member) {
  const JsonNode* value = node.member(member);
  if (value == nullptr || !value->is_string()) return {};
  return read_date(value->text()).value_or(PartialDate());
}

std::vector<std::string> strings_of(const JsonNode& node, std::string_view member) {
  std::vector<std::string> out;
  if (const JsonNode* list = node.member(member); list != nullptr && list->is_array()) {
    for (const JsonNode& item : list->items()) {
      if (item.is_string() && !item.text().empty()) out.push_back(item.text());
    }
  }
  return out;
}

// "subject-exempt-from-disclosure" -> "subjectExemptFromDisclosure", so that the versions share words.
std::string camel_case(std::string_view code) {
  std::string out;
  bool capital = false;
  for (const char c : code) {
    if (c == '-') {
      capital = true;
      continue;
    }
    out += capital && c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    capital = false;
  }
  return out;
}

std::string origin_of(const JsonNode& statement) {
  const JsonNode* source = statement.member("source");
  if (source == nullptr || !source->is_object()) return {};
  std::string types;
  for (const std::string& type : strings_of(*source, "type")) types += (types.empty() ? "" : ", ") + type;
  std::string names;
  if (const JsonNode* asserted = source->member("assertedBy"); asserted != nullptr && asserted->is_array()) {
    for (const JsonNode& agent : asserted->items()) {
      const std::string_view name = agent.text_of("name");
      if (!name.empty()) names += (names.empty() ? "" : ", ") + std::string(name);
    }
  }
  std::string out;
  if (!names.empty()) out = "asserted by " + names;
  if (!types.empty()) out += (out.empty() ? "source: " : "; source: ") + types;
  return out;
}

PartyReference unspecified(const JsonNode& node) {
  PartyReference out;
  out.reason = camel_case(node.text_of("reason"));
  if (out.reason.empty()) out.reason = "unknown";
  return out;
}

struct Bound {
  std::string digits;
  bool open = false;
};

// The number of a member, "" when there is none that can be read.
std::string number_of(const JsonNode& share, std::string_view member) {
  const JsonNode* value = share.member(member);
  if (value == nullptr || value->kind != JsonNode::Kind::kNumber) return {};
  return plain_decimal(value->text());
}

}  // namespace

Result<Statement> read_statement(const JsonNode& node) {
  Statement out;
  out.root = &node;
  const std::string_view record_type = node.text_of("recordType");
  const std::string_view statement_type = node.text_of("statementType");
  if (node.member("recordType") != nullptr || node.member("recordId") != nullptr) {
    out.version = Version::k04;
    out.id = node.text_of("statementId");
    out.record = node.text_of("recordId");
    if (record_type == "entity") {
      out.type = Type::kEntity;
    } else if (record_type == "person") {
      out.type = Type::kPerson;
    } else if (record_type == "relationship") {
      out.type = Type::kRelationship;
    } else {
      return useless("\"" + shown(record_type, 40) + "\" is no type of record");
    }
    out.body = node.member("recordDetails");
    if (out.body == nullptr || !out.body->is_object()) return useless("a statement has no recordDetails");
    const std::string_view status = node.text_of("recordStatus");
    if (status == "new") out.status = RecordStatus::kNew;
    if (status == "updated") out.status = RecordStatus::kUpdated;
    if (status == "closed") out.status = RecordStatus::kClosed;
    out.declaration_subject = node.text_of("declarationSubject");
  } else {
    if (statement_type == "entityStatement") {
      out.type = Type::kEntity;
    } else if (statement_type == "personStatement") {
      out.type = Type::kPerson;
    } else if (statement_type == "ownershipOrControlStatement") {
      out.type = Type::kRelationship;
    } else {
      return useless("\"" + shown(statement_type, 40) + "\" is no type of statement");
    }
    const JsonNode* publication = node.member("publicationDetails");
    const std::string_view version = publication == nullptr ? std::string_view() : publication->text_of("bodsVersion");
    out.version = version.starts_with("0.3") ? Version::k03 : Version::k02;
    out.id = node.text_of("statementID");
    out.record = out.id;
    out.body = &node;
    out.replaces = strings_of(node, "replacesStatements");
  }
  if (trim(out.id).empty()) return useless("a statement has no id");
  if (trim(out.record).empty()) return useless("a statement has no recordId");
  out.date = date_of(node, "statementDate");
  if (const JsonNode* publication = node.member("publicationDetails")) {
    out.published = date_of(*publication, "publicationDate");
    out.recorded = read_recorded(publication->text_of("publicationDate"));
  }
  if (const auto stated = read_recorded(node.text_of("statementDate"))) out.recorded = stated;
  out.component = out.body->is_true("isComponent");
  out.origin = origin_of(node);
  return out;
}

PartyReference read_subject(const Statement& statement) {
  PartyReference out;
  const JsonNode* subject = statement.body->member("subject");
  if (subject == nullptr) return out;
  if (subject->is_string()) {
    out.id = subject->text();
  } else if (subject->is_object() && statement.version == Version::k04) {
    return unspecified(*subject);
  } else if (subject->is_object()) {
    out.id = subject->text_of("describedByEntityStatement");
  }
  return out;
}

PartyReference read_interested_party(const Statement& statement) {
  PartyReference out;
  const JsonNode* party = statement.body->member("interestedParty");
  if (party == nullptr) return out;
  if (party->is_string()) {
    out.id = party->text();
  } else if (party->is_object() && statement.version == Version::k04) {
    return unspecified(*party);
  } else if (party->is_object()) {
    out.id = party->text_of("describedByPersonStatement");
    out.described_as_person = !out.id.empty();
    if (out.id.empty()) out.id = party->text_of("describedByEntityStatement");
    const JsonNode* reason = party->member("unspecified");
    if (out.id.empty() && reason != nullptr && reason->is_object()) return unspecified(*reason);
  }
  return out;
}

model::ShareInterval read_share(const JsonNode& share, Version version) {
  using model::ShareInterval;
  const std::string exact = number_of(share, "exact");
  Bound low{number_of(share, "minimum"), false};
  Bound high{number_of(share, "maximum"), false};
  if (version == Version::k04) {
    const std::string above = number_of(share, "exclusiveMinimum");
    const std::string below = number_of(share, "exclusiveMaximum");
    // Both a closed and an open bound of one end: the narrower one, which both allow.
    const auto value = [](const std::string& digits) { return base::Percent::parse(digits); };
    if (!above.empty() &&
        (low.digits.empty() || (value(above).ok() && value(low.digits).ok() && *value(above) >= *value(low.digits)))) {
      low = {above, true};
    }
    if (!below.empty() && (high.digits.empty() ||
                           (value(below).ok() && value(high.digits).ok() && *value(below) <= *value(high.digits)))) {
      high = {below, true};
    }
  } else {
    low.open = share.is_true("exclusiveMinimum");
    high.open = share.is_true("exclusiveMaximum");
  }
  if (!exact.empty()) {
    const auto point = ShareInterval::parse(exact);
    if (!point.ok()) return {};
    // Bounds that the exact value does not keep: nobody knows which of the two is meant.
    const auto low_value = base::Percent::parse(low.digits.empty() ? "0" : low.digits);
    const auto high_value = base::Percent::parse(high.digits.empty() ? "100" : high.digits);
    if (!low_value.ok() || !high_value.ok() || point->low < *low_value || point->low > *high_value) return {};
    return *point;
  }
  if (low.digits.empty() && high.digits.empty()) return {};
  if (!low.digits.empty() && low.open) low.digits.insert(0, ">");
  if (!high.digits.empty() && high.open) high.digits.insert(0, "<");
  const auto interval = ShareInterval::parse(low.digits, high.digits);
  if (!interval.ok()) return {};
  // [50, 50) holds no share at all.
  if (interval->low == interval->high && (interval->low_open || interval->high_open)) return {};
  return *interval;
}

std::vector<Interest> read_interests(const Statement& statement) {
  std::vector<Interest> out;
  const JsonNode* list = statement.body->member("interests");
  if (list == nullptr || !list->is_array()) return out;
  for (const JsonNode& node : list->items()) {
    if (!node.is_object()) continue;
    Interest& interest = out.emplace_back();
    interest.type = node.text_of("type");
    const std::string_view level =
        node.text_of(statement.version == Version::k02 ? "interestLevel" : "directOrIndirect");
    if (level == "direct") interest.directness = Directness::kDirect;
    if (level == "indirect") interest.directness = Directness::kIndirect;
    interest.beneficial = node.is_true("beneficialOwnershipOrControl");
    if (const JsonNode* details = node.member("details"); details != nullptr && details->is_string()) {
      interest.details = tidy(details->text());
    }
    if (const JsonNode* share = node.member("share"); share != nullptr && share->is_object()) {
      interest.share = read_share(*share, statement.version);
    }
    interest.valid.from = date_of(node, "startDate");
    interest.valid.to = date_of(node, "endDate");
    const bool turned = interest.valid.from.known() && interest.valid.to.known() &&
                        interest.valid.to.latest() < interest.valid.from.earliest();
    // Nobody knows which of the two is wrong; that there was such an interest is not in doubt.
    if (turned) interest.valid = {};
  }
  return out;
}

std::vector<std::string> read_components(const Statement& statement) {
  return strings_of(*statement.body, statement.version == Version::k04 ? "componentRecords" : "componentStatementIDs");
}

}  // namespace penumbra::ingest::bods
