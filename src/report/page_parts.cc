#include "report/page_parts.h"

#include <algorithm>
#include <array>

#include "embedded/report_css.h"
#include "report/bundle.h"
#include "report/html_text.h"

namespace penumbra::report {

std::string page_begin(std::string_view title) {
  return "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
         "content=\"width=device-width, initial-scale=1\"><meta name=\"generator\" content=\"penumbra\"><meta "
         "name=\"color-scheme\" content=\"light dark\"><title>" +
         escaped(title) + "</title><style>" + std::string(embedded::report_css()) +
         "</style></head><body><a class=\"skip\" href=\"#main\">Skip to the answer</a>\n";
}

std::string page_end(std::string_view closing_words) {
  return "<footer><p>" + std::string(closing_words) + "</p></footer></body></html>\n";
}

std::string chip(std::string_view style, std::string_view sign, std::string_view words) {
  return "<span class=\"chip " + std::string(style) + "\">" + std::string(sign) + " " + escaped(words) + "</span>";
}

std::string chip(Severity severity) {
  return chip(to_string(severity), sign_of(severity), spoken(severity));
}

std::string time_of(Date day) {
  const std::string text = day.to_string();
  return "<time datetime=\"" + text + "\">" + text + "</time>";
}

std::string table_begin(std::string_view label, std::string_view caption, std::span<const std::string_view> head,
                        bool stacks) {
  std::string out = "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"" + escaped(label) + "\">";
  out += stacks ? "<table class=\"stack\">" : "<table>";
  if (!caption.empty()) out += "<caption>" + std::string(caption) + "</caption>";
  out += "<thead><tr>";
  for (const std::string_view each : head) out += "<th scope=\"col\">" + escaped(each) + "</th>";
  return out + "</tr></thead><tbody>\n";
}

std::string table_end() {
  return "</tbody></table></div>\n";
}

Register::Register(std::span<const ExposureAnswer> days) {
  for (const ExposureAnswer& day : days) {
    for (const ExposureSource& source : day.sources) sources_.emplace(source.id, &source);
    for (const ExposureThing& thing : day.things) things_.emplace(thing.id, &thing);
  }
  number();
}

Register::Register(std::span<const ExposureSource> sources, std::span<const ExposureThing> things) {
  for (const ExposureSource& source : sources) sources_.emplace(source.id, &source);
  for (const ExposureThing& thing : things) things_.emplace(thing.id, &thing);
  number();
}

void Register::number() {
  // In the order of their ids, over all days, so that a number means one document on the whole page.
  std::size_t next = 1;
  for (const auto& [id, source] : sources_) numbers_.emplace(id, next++);
}

std::string Register::refs(const std::vector<std::string>& ids) const {
  std::string out;
  for (const std::string& id : ids) {
    const auto it = numbers_.find(id);
    if (it == numbers_.end()) {
      out += " <span class=\"r\">[" + escaped(id) + "]</span>";
      continue;
    }
    const std::string& checked = sources_.at(id)->checked;
    const std::string number = std::to_string(it->second);
    out += " <a class=\"r\" href=\"#s";
    out += number;
    out += "\">";
    out += number;
    out += checked == "no" ? "○" : checked == "copy" ? "◐" : "✔";
    out += "</a>";
  }
  return out;
}

std::string Register::original(const std::string& id) const {
  const auto it = things_.find(id);
  return it == things_.end() ? "" : it->second->original;
}

std::string Register::name(const std::string& id, const std::string& caption) const {
  const std::string other = original(id);
  return escaped(caption) + (other.empty() ? "" : " <bdi class=\"o\">" + escaped(other) + "</bdi>");
}

std::string sources_section(const Register& names) {
  static constexpr std::array<std::string_view, 6> kHead = {"No.", "Document", "Publisher", "Date", "Where", "Checked"};
  const auto unread = std::count_if(names.sources().begin(), names.sources().end(),
                                    [](const auto& each) { return each.second->checked == "no"; });
  std::string out =
      "<section aria-label=\"Sources\"><h2 id=\"sources\">Sources</h2><p>" + std::to_string(names.sources().size()) +
      " documents stand behind this answer. ✔ the text was read; ◐ a transcription or stored copy was read; "
      "○ the text was not read (" +
      std::to_string(unread) + ").</p>" + table_begin("Sources", "", kHead);
  for (const auto& [id, source] : names.sources()) {
    const std::string number = std::to_string(names.number_of(id));
    const std::string_view mark = source->checked == "text"   ? "✔ text"
                                  : source->checked == "copy" ? "◐ copy"
                                                              : "○ not read";
    out += "<tr id=\"s";
    out += number;
    out += "\"><td>";
    out += number;
    out += "</td><td>" + escaped(source->title);
    if (!source->note.empty()) out += "<br><span class=\"muted\">" + escaped(source->note) + "</span>";
    out += "</td><td>" + escaped(source->publisher) + "</td><td>" + escaped(source->date) + "</td><td>" +
           escaped(source->locator) + "</td><td>";
    out += mark;
    out += (source->read.empty() ? "" : " " + escaped(source->read)) + "</td></tr>\n";
  }
  return out + table_end() + "</section>";
}

std::string versions_line(const std::vector<ExposureVersion>& versions) {
  std::string out;
  for (const ExposureVersion& version : versions) {
    out += " Version " + escaped(version.source + " " + version.version) +
           (version.published.empty() ? "" : ", published " + escaped(version.published)) + ", SHA-256 " +
           escaped(version.hash.substr(0, 16)) + "….";
  }
  return out;
}

}  // namespace penumbra::report
