// Names of firms, bodies and ships: what numbers, forms, trades and places say of them.
#include <gtest/gtest.h>

#include <string>

#include "match/score.h"
#include "names/name.h"

namespace penumbra::match {
namespace {

constexpr double kThreshold = 0.70;

double score(const char* schema, const char* a, const char* b) {
  return compare(schema, a, b).score;
}

void expect_hit(const char* a, const char* b, const char* schema = "Company") {
  EXPECT_GE(score(schema, a, b), kThreshold) << a << " ~ " << b;
}

void expect_clear(const char* a, const char* b, const char* schema = "Company") {
  EXPECT_LT(score(schema, a, b), kThreshold) << a << " ~ " << b;
}

TEST(Numbers, WhatMetCounts) {
  expect_hit("Kormoran Zavod 117", "Kormoran Zavod 117 OLD", "Vessel");
  expect_hit("Military Unit 99727", "Unit 99727");
  expect_hit("Laboratory 34", "Special Laboratory 34");
  // A low number says little.
  expect_clear("Fund 3", "Kormoran Fund 3");
  expect_clear("Plant 2", "Kormoran Plant 2");
}

TEST(Numbers, AnotherOneDecides) {
  expect_clear("Military Unit 99727", "Military Unit 99729");
  expect_clear("Kormoran Fund III LP", "Kormoran Fund VI LP");
  expect_clear("Kormoran 2", "Kormoran 7", "Vessel");
  expect_clear("Kormoran", "Kormoran 7", "Vessel");
}

TEST(Numbers, AreReadInEveryForm) {
  expect_hit("Zavod 42", "Zavod No. 42");
  expect_hit("Zavod № 42", "Zavod Nr 42");
  expect_hit("18th Central Research Institute", "Central Research Institute No. 18");
  expect_hit("Factory 7 Granitel", "Granitel Factory Number Seven");
  expect_hit("Third Kormoran Fund", "Kormoran Fund III");
}

TEST(Trades, AreWordsOfManyLanguages) {
  expect_hit("Ministry of Defence of Ruritania", "Ministerio de Defensa de Ruritania", "Organization");
  expect_hit("Ruritania Shipping Company", "Compañía Naviera Ruritania");
  expect_hit("Aeropuerto de Ruritania", "Ruritania Airport");
  expect_hit("Universidad de Ruritania", "University of Ruritania", "Organization");
  expect_hit("Kormoran Elektronik Sanayi ve Ticaret A.S.", "Kormoran Electronics Industry and Trade");
  expect_hit("Bank Moskvy", "Bank of Moscow");
  expect_hit("Centre d'Etudes Quastron", "Centre Etudes Quastron");
  expect_hit("Ministère de l'Intérieur du Ruritania", "Ministry of the Interior of Ruritania", "Organization");
  expect_hit("Tula Cartridge Works", "Tula Cartridge Factory");
  expect_hit("Kvantron", "JSC PKK Kvantron");
}

TEST(Trades, AreRomanised) {
  expect_hit("Dandong Thwelmu Maoyi Youxian Gongsi", "Dandong Thwelmu Trading Co., Ltd.");
  expect_hit("丹东大海航天科技有限公司", "Dandong Dahai Hangtian Keji Youxian Gongsi");
  expect_hit("Masraf al-Zamorayn", "Zamorayn Bank");
  expect_hit("Mu'assasat al-Quastra al-Khayriya", "Al-Quastra Charitable Foundation");
  expect_hit("Sherkat-e Bazargani-ye Quastran", "Quastran Trading Company");
  expect_hit("Quastran Muyok Hoesa", "Quastran Trading Corporation");
  expect_hit("Yamada Boeki Kabushiki Kaisha", "Yamada Trading K.K.");
  expect_clear("Tianjin Jinhai Maoyi Youxian Gongsi", "Tianjin Jinshan Trading Co., Ltd.");
}

TEST(Trades, AreRomanisedFromSlavicLanguages) {
  expect_hit("AO Quastrovsky Mashinostroitelny Zavod", "Quastrovsky Machine-Building Plant JSC");
  expect_hit("46 TsNII Minoborony", "46th Central Scientific Research Institute of the Ministry of Defence");
  expect_hit("OKB Quastrov", "Quastrov Experimental Design Bureau");
  expect_hit("AO NPP Quastron", "Research and Production Enterprise Quastron");
  expect_hit("Институт прикладной физики РАН", "Institute of Applied Physics of the Russian Academy of Sciences");
  expect_hit("Derzhavne pidpryiemstvo Naukovo-vyrobnychyi tsentr Quastron",
             "State Enterprise Scientific Production Center Quastron");
  // Spellings of one word that are not all in the table.
  expect_hit("NPO Mashinostroyeniya", "NPO Mashinostroenia");
  expect_hit("NPG Quastron", "NPO Quastron");
  expect_clear("OKB Quastron", "MKB Zamorin");
  expect_clear("Tsentralnyi Nauchno-Issledovatelskiy Institut Khimii", "Central Research Institute of Mechanics");
}

TEST(Trades, OfFormsInCharactersShowAnOrganisation) {
  for (const char* schema : {"Company", "LegalEntity"}) {
    expect_hit("大阪商船株式会社", "Osaka Shosen K.K.", schema);
    expect_hit("三菱重工業株式会社", "Mitsubishi Heavy Industries, Ltd.", schema);
  }
}

TEST(Trades, MayBeOfTwoWords) {
  expect_hit("Ruritania Machine-Building Plant", "Ruritania Maschinenbau Fabrik");
  expect_hit("Kormoran Machine Building Plant", "PLANT BUILDING MACHINE KORMORAN");
  expect_hit("Kormoran Machine Building Plant", "Kormoran Machine Buildxing Plant");
}

TEST(Adjectives, MeetInEveryGenderAndCase) {
  expect_hit("Kormoranovskoye Mashinostroitelnoye Predpriyatie", "Kormoranovskiy Mashinostroitelnyi Predpriyatie");
  expect_hit("Kormoran Mekhanicheskaya Kompaniya", "Kormoran Mechanical Company");
}

TEST(Adjectives, MeetThePlaceThatTheyAreMadeOf) {
  expect_hit("Lipetskiy Mekhanicheskiy Zavod", "Lipetsk Mechanical Plant");
  expect_hit("Kaluga Instrument-Making Plant", "Калужский приборостроительный завод");
  expect_hit("Tulskiy Patronnyi Zavod", "Tula Cartridge Plant");
  expect_hit("Grodnenskiy Mekhanicheskiy Zavod", "Grodno Mechanical Plant");
  expect_hit("Mytishchinskiy Mekhanicheskiy Zavod", "Mytishchi Mechanical Plant");
  expect_clear("Lipetskiy Mekhanicheskiy Zavod", "Bryansk Mechanical Plant");
}

TEST(GeneralWords, ANumberBesideThemTells) {
  expect_clear("First National Bank", "National Bank");
}

TEST(Generations, FatherAndSonAreTwoPeople) {
  expect_clear("Robert Sampleton Jr.", "Robert Sampleton Sr.", "Person");
  expect_clear("Robert Sampleton Snr", "Robert Sampleton, Junior", "Person");
  expect_hit("Robert Sampleton Jr.", "Robert Sampleton", "Person");
  expect_hit("Sr. Roberto Sampleton", "Roberto Sampleton", "Person");
}

TEST(Nasals, MakeOtherSyllables) {
  EXPECT_LT(score("Person", "Park Joon-ho", "Park Jung-ho"), score("Person", "Park Joon-ho", "Pak Chun-ho"));
  EXPECT_LT(score("Person", "Park Joon-hee", "Park Chung-hee"), kThreshold);
}

TEST(Endings, ThatManyShareAreNoAgreement) {
  EXPECT_LT(score("Person", "Reza Karimzadeh", "Reza Rahimzadeh"), 0.72);
  expect_hit("Petro Lutsenko", "Petro Lutzenko", "Person");
}

// A form of any jurisdiction is a form: it costs little when it is left out or exchanged for an equivalent.
TEST(LegalForms, OfManyJurisdictions) {
  for (const char* form : {"SE",
                           "Societas Europaea",
                           "e.K.",
                           "PartG mbB",
                           "OG",
                           "Sp. k.",
                           "Bt.",
                           "C.A.",
                           "S.A.C.",
                           "EIRL",
                           "S. en C.",
                           "Sagl",
                           "SGPS",
                           "ehf",
                           "k.s.",
                           "v.o.s.",
                           "K/S",
                           "DAC",
                           "PCL",
                           "Public Company Limited",
                           "S. Coop.",
                           "Soc. Coop. a r.l.",
                           "GmbH & Co. KGaA",
                           "SICAV",
                           "Komandit Şirketi",
                           "S.N.C.",
                           "XXK"}) {
    const std::string name = std::string("Kormoran ") + form;
    EXPECT_GE(score("Company", name.c_str(), "Kormoran"), 0.95) << name;
    EXPECT_GE(score("Company", name.c_str(), "Kormoran Ltd"), 0.85) << name;
  }
  expect_hit("ФКП Корморан", "Федеральное казенное предприятие «Корморан»");
  expect_hit("קורמורן בע\"מ", "קורמורן");
  expect_hit("شرکت کورموران سهامی خاص", "کورموران");
  expect_hit("شركة كورموران ذات مسؤولية محدودة", "شركة كورموران");
  expect_hit("코르모란 유한책임회사", "코르모란");
}

// What people bear, or another word, is a form behind words that nobody bears only, and no form in a person's name.
TEST(LegalForms, ThatAreWordsElsewhere) {
  EXPECT_EQ(names::analyze("Kim Jong Se", names::NameType::kAny).parts.back().kind, names::PartKind::kName);
  EXPECT_EQ(names::analyze("Nguyen Van Sau", names::NameType::kPerson).parts.back().kind, names::PartKind::kName);
  EXPECT_EQ(names::analyze("Kormoran SE", names::NameType::kAny).parts.back().kind, names::PartKind::kLegalForm);
  EXPECT_NE(names::analyze("SE Kormoran", names::NameType::kOrganisation).parts.front().kind,
            names::PartKind::kLegalForm);
}

// Behind the legal form stands where a firm sits; a branch is the firm itself. A place inside the name makes another.
TEST(Places, BehindTheLegalForm) {
  expect_hit("Kormoran Trading LLC Dubai", "Kormoran Trading LLC");
  expect_hit("Kormoran Trading LLC (Dubai Branch)", "Kormoran Trading LLC");
  expect_hit("Kormoran AG, Zweigniederlassung Wien", "Kormoran AG");
  expect_clear("Kormoran LLC Dubai", "Kormoran LLC Moscow");
  expect_clear("Kormoran Chile SA", "Kormoran SA");
}

// Firms of China bear their place before the name, which many leave out; another place is another firm.
TEST(Places, BeforeTheNamesOfFirmsOfChina) {
  expect_hit("Hangzhou Kormoran Digital Technology Co., Ltd.", "Kormoran");
  expect_hit("Kormoran Electronics Co., Ltd.", "Shenzhen Kormoran Electronics Co., Ltd.");
  expect_clear("Shenzhen Kormoran Electronics Co., Ltd.", "Hangzhou Kormoran Electronics Co., Ltd.");
  expect_clear("Hangzhou Institute of Technology", "Institute of Technology");
}

TEST(Ships, KindsBeforeTheName) {
  for (const char* kind : {"VLCC", "LNG/C", "Crude Oil Tanker", "Tug", "Icebreaker", "Танкер", "Motor Ship", "USNS"}) {
    const std::string name = std::string(kind) + " Kormoran";
    EXPECT_GE(score("Vessel", name.c_str(), "Kormoran"), 0.97) << name;
  }
}

// Initials of some words of a firm's name stand for them beside a word that both names have.
TEST(Acronyms, OfARunOfWords) {
  expect_hit("QSS Kormorantov", "Quantum Satellite Systems Kormorantov");
  expect_hit("AO QSS Kormorantov", "Academician M.F. Kormorantov Quantum Satellite Systems JSC");
  expect_hit("Kormorantov SRC", "Kormorantov State Rocket Center");
  expect_hit("RSC Energia", "Rocket and Space Corporation Energia");
  expect_hit("РКК Энергия", "Ракетно-космическая корпорация Энергия");
  expect_clear("QSS Kormorantov", "Quantum Rocket Systems Kormorantov");
  expect_clear("QSS Kormorantov", "Quantum Satellite Systems Zamorin");
  expect_clear("QSS Kormorantov", "Quantum Satellite Systems");
  expect_clear("Qss Kormorantov", "Quirin Severin Stefan Kormorantov", "Person");
}

// The mark of an aircraft is all its name: one letter may be a slip, a digit is another aircraft.
TEST(Aircraft, AMarkHoldsASlipOfALetter) {
  expect_hit("ZZ-QNA", "ZZ-QNB", "Airplane");
  expect_hit("ZZ-QAN", "ZZ-QNA", "Airplane");
  expect_clear("ZZ-QBM", "ZZ-QNA", "Airplane");
  expect_clear("ZZ-QNA1", "ZZ-QNA2", "Airplane");
  expect_clear("ZZ-371", "ZZ-372", "Airplane");
  expect_hit("ZZ-QNA", "ZZQNA", "Airplane");
  expect_hit("ZZ-QN", "ZZ-QNA", "Airplane");
  expect_hit("ZZ-QNAX", "ZZ-QNA", "Airplane");
}

TEST(Numbers, HoldASlip) {
  expect_hit("Fifetenth Ocean GmbH", "Fifteenth Ocean GmbH");
  expect_hit("Elevenyh Kormoran Ltd", "Eleventh Kormoran Ltd");
  expect_clear("Fourteenth Ocean GmbH", "Fifteenth Ocean GmbH");
}

TEST(Places, OfSeveralWordsHoldASlip) {
  expect_hit("Kormoran Middel East Investment", "Kormoran Middle East Investment");
  expect_hit("Kormoran Bank Saint Peetrsburg", "Kormoran Bank Saint Petersburg");
}

// Beside a word that many choose another word for a trade is another firm.
TEST(Trades, AnotherOneNeedsANameOfItsOwn) {
  expect_clear("Emerald Holding PLC", "Emerald Enterprises Ltd");
  expect_clear("First Holding", "NPP Prima");
  expect_hit("Kormoranex Holding PLC", "Kormoranex Enterprises Ltd");
}

// A word that many choose is no acronym.
TEST(Acronyms, AreNoWordsOfTheirOwn) {
  expect_hit("KQTW", "Kormoran Quastrov Trading Works", "Organization");
  expect_clear("Star", "Sample Trading and Research", "Organization");
}

// Digits that stand for the letters of a form behind a name, and no number.
TEST(LegalForms, InDigits) {
  EXPECT_GE(score("Company", "Kormoran 5.4.", "Kormoran S.A."), 0.95);
  expect_clear("Kormoran 5", "Kormoran S.A.");
}

// Several number words are one number.
TEST(Numbers, OfSeveralWords) {
  expect_hit("Thirty-Eighth Kormoran Institute", "38th Kormoran Institute");
  expect_hit("Kormoran Fund Twenty One", "Kormoran Fund 21");
  expect_hit("Studio Two Hundred", "Studio 200");
  expect_hit("Kormoran Battalion Two Hundred Five", "Kormoran Battalion 205");
  expect_hit("Kormoran Brigade Three Hundred Thirteen", "Kormoran Brigade 313");
  expect_clear("Kormoran Brigade Three Hundred Thirteen", "Kormoran Brigade 300");
  expect_hit("XXI Century Kormoran", "21st Century Kormoran");
  expect_hit("Kormoran Eighty Eight", "Kormoran Eighty 8");
  expect_clear("Thirty-Eighth Kormoran Institute", "Twenty-Eighth Kormoran Institute");
  expect_clear("Kormoran Fund Twenty One", "Kormoran Fund 20");
  expect_hit("Sea Kormoran Twenty-One", "Sea Kormoran 21", "Vessel");
}

// Heads of Russian bodies and houses of trade in other languages are the English ones.
TEST(Heads, InOtherLanguages) {
  expect_hit("NII Quastrov", "Research Institute Quastrov", "Organization");
  expect_hit("AKB Quastrov", "Commercial Bank Quastrov", "Organization");
  expect_hit("Etablissements Quastrov et Fils SARL", "Ets Quastrov & Fils", "Organization");
  expect_hit("Torgovy Dom Quastrov", "Quastrov Trading House", "Organization");
  expect_clear("NII Quastrov", "NII Kormoran", "Organization");
}

// "Allah" joins the word before it in the names of bodies as in those of people.
TEST(Compounds, OfBodies) {
  expect_hit("Hezbollah", "حزب الله", "Organization");
  expect_hit("Hizb Allah", "Hezbollah", "Organization");
  expect_hit("Jundallah", "جند الله", "Organization");
  EXPECT_EQ(names::analyze("Kormoran of Allah", names::NameType::kOrganisation).parts.size(), 3U);
}

TEST(Trades, OfTheAir) {
  expect_hit("Kormoran Air", "Kormoran Airlines");
  expect_hit("Kormoran Airways", "Авиакомпания Корморан");
}

}  // namespace
}  // namespace penumbra::match
