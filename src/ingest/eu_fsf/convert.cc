#include "ingest/eu_fsf/convert.h"

#include <algorithm>
#include <span>
#include <string>
#include <utility>

#include "ingest/listing.h"
#include "ingest/places.h"
#include "ingest/text.h"
#include "ingest/text_scan.h"

namespace penumbra::ingest::eu_fsf {
namespace {

// Version 1.0 names countries by three letters.
void set_country(Draft& draft, std::string_view country) {
  const std::string_view text = draft.tidied(country);
  if (text.empty() || text == "UNK" || text == "00") return;
  const std::string_view code = country_of_alpha3(text);
  draft.set("countryIso2Code", code.empty() ? text : code);
}

}  // namespace

void Draft::open(std::string_view name) {
  Level& level = open_.emplace_back();
  level.node.name = XmlText(name);
  level.first_attribute = attributes_.size();
  level.first_child = done_.size();
}

XmlNode Draft::close() {
  const Level level = open_.back();
  open_.pop_back();
  XmlNode node = level.node;
  node.attributes = arena_.keep(std::span<const XmlAttribute>(attributes_).subspan(level.first_attribute));
  const auto children = arena_.keep(std::span<const XmlNode>(done_).subspan(level.first_child));
  node.children = XmlChildren(children.data(), children.size());
  attributes_.resize(level.first_attribute);
  done_.resize(level.first_child);
  if (!open_.empty()) done_.push_back(node);
  return node;
}

void Draft::place(std::uint64_t line, std::uint64_t offset) {
  open_.back().node.line = line;
  open_.back().node.offset = offset;
}

void Draft::attribute(std::string_view name, std::string_view value) {
  attributes_.emplace_back(XmlText(name), XmlText(value));
}

void Draft::set(std::string_view name, std::string_view text) {
  if (const std::string_view value = tidied(text); !value.empty()) attribute(name, value);
}

void Draft::text(std::string_view text) {
  open_.back().node.text = XmlText(text);
}

void Draft::remark(std::string_view text) {
  const std::string_view value = tidied(text);
  if (value.empty()) return;
  open("remark");
  this->text(value);
  close();
}

std::string_view Draft::tidied(std::string_view text) {
  text = trim(text);
  return is_tidy(text) ? text : keep(tidy(text));
}

void add_provenance(Draft& detail, const Provenance& provenance) {
  if (provenance.number.empty()) return;
  detail.open("regulationSummary");
  detail.set("publicationDate", provenance.published);
  detail.set("numberTitle", provenance.number);
  detail.set("publicationUrl", provenance.url);
  detail.set("programme", provenance.programme);
  detail.close();
}

void Details::name(Draft& draft, std::string_view last, std::string_view first, std::string_view middle,
                   std::string_view whole, std::string_view gender, std::string_view title, std::string_view function,
                   std::string_view language) {
  draft.open("nameAlias");
  draft.set("lastName", last);
  draft.set("firstName", first);
  draft.set("middleName", middle);
  draft.set("wholeName", whole);
  draft.set("gender", gender);
  draft.set("title", title);
  draft.set("function", function);
  draft.set("nameLanguage", language);
}

void Details::address(Draft& draft, std::string_view number, std::string_view street, std::string_view zip,
                      std::string_view city, std::string_view country, std::string_view other) {
  draft.open("address");
  const std::string_view house = draft.tidied(number);
  std::string_view line = draft.tidied(street);
  if (line.empty())
    line = house;
  else if (!house.empty())
    line = draft.keep(std::string(line).append(" ").append(house));
  draft.set("street", line);
  draft.set("zipCode", zip);
  draft.set("city", city);
  set_country(draft, country);
  std::string rest(other);
  for (const auto& [mark, key] : {std::pair{std::string_view("PHONE["), std::string_view("PHONE")},
                                  {"FAX[", "FAX"},
                                  {"EMAIL[", "EMAIL"},
                                  {"WEB[", "WEB"}}) {
    for (std::size_t at = rest.find(mark); at != std::string::npos; at = rest.find(mark)) {
      const std::size_t end = rest.find(']', at);
      if (end == std::string::npos) break;
      for (const std::string_view value :
           split(std::string_view(rest).substr(at + mark.size(), end - at - mark.size()), ",")) {
        const std::string contact = tidy(value);
        if (contact.empty()) continue;
        draft.open("contactInfo");
        draft.set("key", key);
        draft.set("value", draft.keep(contact));
        draft.close();
      }
      rest.erase(at, end + 1 - at);
    }
  }
  const std::string remark = tidy(rest);
  if (remark != "\\n") draft.remark(draft.keep(remark));
}

void Details::birth(Draft& draft, std::string_view date, std::string_view place, std::string_view country) {
  draft.open("birthdate");
  draft.set("calendarType", "GREGORIAN");
  const std::string_view text = draft.tidied(date);
  const auto read = read_list_date(text);
  if (read && read->dates.size() > 1) {
    draft.set("yearRangeFrom", draft.keep(read->dates.front()));
    draft.set("yearRangeTo", draft.keep(read->dates.back()));
  } else if (read) {
    const std::string_view day = draft.keep(read->dates.front());
    if (read->imprecise) draft.set("circa", "true");
    if (day.size() == 10) draft.set("birthdate", day);
    draft.set("year", day.substr(0, 4));
    if (day.size() >= 7) draft.set("monthOfYear", day[5] == '0' ? day.substr(6, 1) : day.substr(5, 2));
  } else if (!text.empty() && text != "N/A") {
    // Not a field of version 1.1: the mapper reports it and keeps the text.
    draft.set("date", text);
  }
  draft.set("place", place);
  set_country(draft, country);
}

void Details::identification(Draft& draft, std::string_view number, std::string_view country) {
  draft.open("identification");
  std::string_view value = draft.tidied(number);
  // The first bracket that holds a type and its description.
  for (std::size_t at = value.find(" ("); at != std::string_view::npos; at = value.find(" (", at + 1)) {
    const std::size_t end = value.find(')', at);
    if (end == std::string_view::npos) break;
    const std::size_t dash = value.substr(0, end).find('-', at);
    if (dash == std::string_view::npos) continue;
    draft.set("identificationTypeCode", value.substr(at + 2, dash - at - 2));
    draft.set("identificationTypeDescription", value.substr(dash + 1, end - dash - 1));
    const std::string_view remark = value.substr(end + 1);
    if (remark.find("[known to be expired]") != std::string_view::npos) draft.set("knownExpired", "true");
    if (remark.find("[known to be false]") != std::string_view::npos) draft.set("knownFalse", "true");
    if (remark.find("[reported lost]") != std::string_view::npos) draft.set("reportedLost", "true");
    if (remark.find("[revoked by the issuer]") != std::string_view::npos) draft.set("revokedByIssuer", "true");
    draft.remark(remark);
    value = value.substr(0, at);
    break;
  }
  draft.set("number", value);
  set_country(draft, country);
}

void Details::citizenship(Draft& draft, std::string_view country) {
  draft.open("citizenship");
  set_country(draft, country);
}

void open_regulation(Draft& draft, const Provenance& provenance, std::string_view in_force) {
  draft.open("regulation");
  draft.set("numberTitle", provenance.number);
  draft.set("publicationDate", provenance.published);
  draft.set("entryIntoForceDate", in_force);
  draft.set("programme", provenance.programme);
  if (provenance.url.empty()) return;
  draft.open("publicationUrl");
  draft.text(draft.tidied(provenance.url));
  draft.close();
}

void open_entity(Draft& draft, std::string_view id, std::string_view type, std::string_view reference,
                 std::string_view remark) {
  draft.open("sanctionEntity");
  draft.set("logicalId", id);
  draft.set("euReferenceNumber", reference);
  if (const std::string_view kind = draft.tidied(type); !kind.empty()) {
    draft.open("subjectType");
    draft.set("code", kind == "P" ? "person" : kind == "E" ? "enterprise" : kind);
    draft.close();
  }
  draft.remark(remark);
  for (std::size_t at = remark.find("in regime "); at != std::string_view::npos;
       at = remark.find("in regime ", at + 1)) {
    constexpr std::string_view kOf = " of programme ";
    constexpr std::size_t kMostBetween = 80;
    const std::size_t of = remark.substr(0, std::min(remark.size(), at + kMostBetween + kOf.size())).find(kOf, at);
    if (of == std::string_view::npos) continue;
    const std::size_t begin = of + kOf.size();
    std::size_t end = begin;
    while (end < remark.size() &&
           ((remark[end] >= 'A' && remark[end] <= 'Z') || (remark[end] >= '0' && remark[end] <= '9')))
      ++end;
    const std::string_view programme = remark.substr(begin, end - begin);
    if (programme.empty()) continue;
    open_regulation(draft, {remark.substr(at + 10, of - at - 10), {}, {}, programme}, {});
    draft.close();
  }
}

}  // namespace penumbra::ingest::eu_fsf
