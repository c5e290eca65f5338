#include "ingest/eu_fsf/convert.h"

#include "ingest/listing.h"
#include "ingest/places.h"
#include "ingest/text.h"

namespace penumbra::ingest::eu_fsf {
namespace {

XmlTree element(std::string_view name) {
  constexpr std::size_t kMostAttributes = 8;  // of any but a few
  XmlTree node;
  node.name = name;
  node.attributes.reserve(kMostAttributes);
  return node;
}

// Version 1.0 names countries by three letters.
void set_country(XmlTree& node, std::string_view country) {
  const std::string text = tidy(country);
  if (text.empty() || text == "UNK" || text == "00") return;
  const std::string_view code = country_of_alpha3(text);
  set(node, "countryIso2Code", code.empty() ? std::string_view(text) : code);
}

}  // namespace

void set(XmlTree& node, std::string_view name, std::string_view text) {
  std::string value = tidy(text);
  if (!value.empty()) node.attributes.emplace_back(name, std::move(value));
}

void add_remark(XmlTree& node, std::string_view text) {
  std::string value = tidy(text);
  if (value.empty()) return;
  XmlTree remark = element("remark");
  remark.text = std::move(value);
  node.children.push_back(std::move(remark));
}

void add_provenance(XmlTree& detail, const Provenance& provenance) {
  if (provenance.number.empty()) return;
  XmlTree summary = element("regulationSummary");
  set(summary, "publicationDate", provenance.published);
  set(summary, "numberTitle", provenance.number);
  set(summary, "publicationUrl", provenance.url);
  set(summary, "programme", provenance.programme);
  detail.children.push_back(std::move(summary));
}

XmlTree Details::name(std::string_view last, std::string_view first, std::string_view middle, std::string_view whole,
                      std::string_view gender, std::string_view title, std::string_view function,
                      std::string_view language) {
  XmlTree node = element("nameAlias");
  set(node, "lastName", last);
  set(node, "firstName", first);
  set(node, "middleName", middle);
  set(node, "wholeName", whole);
  set(node, "gender", gender);
  set(node, "title", title);
  set(node, "function", function);
  set(node, "nameLanguage", language);
  return node;
}

XmlTree Details::address(std::string_view number, std::string_view street, std::string_view zip, std::string_view city,
                         std::string_view country, std::string_view other) {
  XmlTree node = element("address");
  const std::string house = tidy(number);
  std::string line = tidy(street);
  if (!house.empty()) line += (line.empty() ? "" : " ") + house;
  set(node, "street", line);
  set(node, "zipCode", zip);
  set(node, "city", city);
  set_country(node, country);
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
        XmlTree contact = element("contactInfo");
        set(contact, "key", key);
        set(contact, "value", value);
        if (contact.attributes.size() == 2) node.children.push_back(std::move(contact));
      }
      rest.erase(at, end + 1 - at);
    }
  }
  std::string remark = tidy(rest);
  if (remark == "\\n") remark.clear();
  add_remark(node, remark);
  return node;
}

XmlTree Details::birth(std::string_view date, std::string_view place, std::string_view country) {
  XmlTree node = element("birthdate");
  set(node, "calendarType", "GREGORIAN");
  const std::string text = tidy(date);
  const auto read = read_list_date(text);
  if (read && read->dates.size() > 1) {
    set(node, "yearRangeFrom", read->dates.front());
    set(node, "yearRangeTo", read->dates.back());
  } else if (read) {
    const std::string& day = read->dates.front();
    if (read->imprecise) set(node, "circa", "true");
    if (day.size() == 10) set(node, "birthdate", day);
    set(node, "year", day.substr(0, 4));
    if (day.size() >= 7) set(node, "monthOfYear", day.substr(5, 2)[0] == '0' ? day.substr(6, 1) : day.substr(5, 2));
  } else if (!text.empty() && text != "N/A") {
    // Not a field of version 1.1: the mapper reports it and keeps the text.
    set(node, "date", text);
  }
  set(node, "place", place);
  set_country(node, country);
  return node;
}

XmlTree Details::identification(std::string_view number, std::string_view country) {
  XmlTree node = element("identification");
  std::string value = tidy(number);
  // The first bracket that holds a type and its description.
  for (std::size_t at = value.find(" ("); at != std::string::npos; at = value.find(" (", at + 1)) {
    const std::size_t end = value.find(')', at);
    const std::size_t dash = value.find('-', at);
    if (end == std::string::npos || dash == std::string::npos || dash > end) continue;
    set(node, "identificationTypeCode", value.substr(at + 2, dash - at - 2));
    set(node, "identificationTypeDescription", value.substr(dash + 1, end - dash - 1));
    const std::string remark = value.substr(end + 1);
    if (remark.find("[known to be expired]") != std::string::npos) set(node, "knownExpired", "true");
    if (remark.find("[known to be false]") != std::string::npos) set(node, "knownFalse", "true");
    if (remark.find("[reported lost]") != std::string::npos) set(node, "reportedLost", "true");
    if (remark.find("[revoked by the issuer]") != std::string::npos) set(node, "revokedByIssuer", "true");
    add_remark(node, remark);
    value.resize(at);
    break;
  }
  set(node, "number", value);
  set_country(node, country);
  return node;
}

XmlTree Details::citizenship(std::string_view country) {
  XmlTree node = element("citizenship");
  set_country(node, country);
  return node;
}

XmlTree make_regulation(const Provenance& provenance, std::string_view in_force) {
  XmlTree node = element("regulation");
  set(node, "numberTitle", provenance.number);
  set(node, "publicationDate", provenance.published);
  set(node, "entryIntoForceDate", in_force);
  set(node, "programme", provenance.programme);
  if (!provenance.url.empty()) {
    XmlTree url = element("publicationUrl");
    url.text = tidy(provenance.url);
    node.children.push_back(std::move(url));
  }
  return node;
}

XmlTree make_entity(std::string_view id, std::string_view type, std::string_view reference, std::string_view remark) {
  XmlTree node = element("sanctionEntity");
  set(node, "logicalId", id);
  set(node, "euReferenceNumber", reference);
  const std::string kind = tidy(type);
  if (!kind.empty()) {
    XmlTree subject = element("subjectType");
    set(subject, "code", kind == "P" ? "person" : kind == "E" ? "enterprise" : kind);
    node.children.push_back(std::move(subject));
  }
  std::string text(remark);
  add_remark(node, text);
  for (std::size_t at = text.find("in regime "); at != std::string::npos; at = text.find("in regime ", at + 1)) {
    const std::size_t of = text.find(" of programme ", at);
    if (of == std::string::npos || of - at > 80) continue;
    const std::size_t begin = of + 14;
    std::size_t end = begin;
    while (end < text.size() && ((text[end] >= 'A' && text[end] <= 'Z') || (text[end] >= '0' && text[end] <= '9')))
      ++end;
    const std::string number = text.substr(at + 10, of - at - 10);
    const std::string programme = text.substr(begin, end - begin);
    if (!programme.empty()) node.children.push_back(make_regulation({number, {}, {}, programme}, {}));
  }
  return node;
}

}  // namespace penumbra::ingest::eu_fsf
