#include "engine/answer_json.h"

namespace penumbra::engine {

void write_sources(base::JsonWriter& out, std::span<const ExposureSource> sources) {
  out.key("sources").begin_array();
  for (const ExposureSource& source : sources) {
    out.begin_object();
    out.member("id", source.id).member("kind", source.kind).member("title", source.title);
    out.member("publisher", source.publisher).member("date", source.date).member("locator", source.locator);
    out.member("checked", source.checked).member("read", source.read).member("note", source.note);
    if (!source.family.empty()) out.member("family", source.family);
    out.end_object();
  }
  out.end_array();
}

void write_versions(base::JsonWriter& out, std::span<const ExposureVersion> versions) {
  out.key("versions").begin_array();
  for (const ExposureVersion& version : versions) {
    out.begin_object();
    out.member("source", version.source).member("version", version.version).member("published", version.published);
    out.member("recorded", version.recorded).member("hash", version.hash).end_object();
  }
  out.end_array();
}

void write_remarks(base::JsonWriter& out, std::string_view key, std::span<const Remark> remarks) {
  out.key(key).begin_array();
  for (const Remark& remark : remarks) {
    out.begin_object().member("key", remark.key).member("text", remark.text).end_object();
  }
  out.end_array();
}

}  // namespace penumbra::engine
