// A small, faultless model as text, which tests then spoil in one place.
#ifndef PENUMBRA_TESTS_MODEL_CSV_MODEL_TEXT_H_
#define PENUMBRA_TESTS_MODEL_CSV_MODEL_TEXT_H_

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/model_csv/model_csv.h"

namespace penumbra::ingest::model_csv {

class ModelText {
 public:
  ModelText() {
    files_["sources.csv"] =
        "id,kind,title,publisher,date,locator,checked,read,note\n"
        "src-act,act,An invented act,Example Authority,2022-02-24,1 EX 1,text,2026-01-02,\n"
        "src-news,report,An invented report,Example Wire,2022-03,,no,,\n";
    files_["entities.csv"] =
        "id,schema,name,aliases,country,from,to,topics,summary,source\n"
        "org-maker,Company,Invented Maker,IM | Выдуманный завод | ~Maker,ru,1999,,,\"Makes parts, and "
        "engines.\",src-news\n"
        "prog-rover,Programme,Invented Rover,,fr | ru,2016,,,,src-news\n"
        "goods-chips,GoodsClass,Invented chips,,,,,,,src-act\n"
        "measure-rule,Measure,Invented rule,,us,,,,,src-act\n";
    files_["relationships.csv"] =
        "from,kind,to,valid_from,valid_to,status,side,role,share,need,group,source,recorded,note\n"
        "org-maker,supplies,prog-rover,2016-03-14,,,,lander,,essential,,src-news,,\n"
        "prog-rover,uses-goods,goods-chips,2016,,likely,,,,,,src-news | src-act,2022-03-02,\n"
        "measure-rule,restricts-goods,goods-chips,2022-02-24,,,,export-licence,,,,src-act,,\n"
        "org-maker,owns,measure-rule,<2020-01-01,>2022-03,,,,25..50,,,src-news,,silly but well formed\n";
    files_["states.csv"] =
        "entity,state,from,to,side,cause,status,source,note\n"
        "prog-rover,active,2016-03-14,2022-03-17,,,,src-news,\n"
        "prog-rover,suspended,2022-03-17,,org-maker,measure-rule,,src-news,\n";
    files_["designations.csv"] =
        "id,entity,list,authority,programme,measure,listed_name,act,date_act,published,from,to,scope,source,recorded,"
        "note\n"
        "des-1,org-maker,us-sdn,,EX-EO1 | EX-EO2,asset-freeze,INVENTED MAKER,1 EX "
        "1,2022-02-24,2022-02-24,2022-02-24,,,src-act,,\n";
    files_["figures.csv"] =
        "entity,other,figure,value,unit,from,to,status,source,recorded,note\n"
        "org-maker,prog-rover,lead-time,6..9..18,months,2022,,,src-news,,\n"
        "goods-chips,,stock,2,,2022-03,,likely,src-news,2022-03-02,two sets\n";
    files_["portfolios.csv"] = "portfolio,entity,section,order\nspace,prog-rover,Programmes,10\n";
  }

  std::string& operator[](const std::string& name) { return files_[name]; }
  // Replaces the first occurrence of a text in a file.
  ModelText& replace(const std::string& name, const std::string& what, const std::string& by) {
    std::string& text = files_[name];
    text.replace(text.find(what), what.size(), by);
    return *this;
  }
  ModelReading read() const {
    std::vector<InputFile> inputs;
    for (const auto& [name, text] : files_) inputs.push_back({name, text});
    return read_model(inputs);
  }
  std::vector<InputFile> inputs() const {
    std::vector<InputFile> out;
    for (const auto& [name, text] : files_) out.push_back({name, text});
    return out;
  }

 private:
  std::map<std::string, std::string> files_;
};

}  // namespace penumbra::ingest::model_csv

#endif  // PENUMBRA_TESTS_MODEL_CSV_MODEL_TEXT_H_
