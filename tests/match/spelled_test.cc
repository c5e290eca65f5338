// Names of Slavic, Caucasian and Arabic origin as other Latin alphabets spell them, against the English spelling.
// Invented people but for PublicFigures; spellings by the transcription of each language
// (data/names/orthographies.txt).
#include "across.h"

namespace penumbra::match {
namespace {

TEST(Spelled, German) {
  expect_hits({
      {"Ernest Schnaiderow", "Ernest Shnayderov"},
      {"Jewdokija Jatschmenjowa", "Evdokia Yachmeneva"},
      {"Dawid Zagarajew", "David Tsagaraev"},
      {"Schores Schtschipatschow", "Zhores Shchipachev"},
      {"Irina Sykina", "Irina Zykina"},
      {"Jelisaweta Tschuikowa", "Elizaveta Chuykova"},
      {"Filipp Chabarow", "Filipp Khabarov"},
      {"Tichon Tschursin", "Tikhon Chursin"},
      {"Prochor Schtschukarjow", "Prokhor Shchukarev"},
      {"Nikifor Schicharew", "Nikifor Zhikharev"},
  });
}

TEST(Spelled, French) {
  expect_hits({
      {"Prokhor Chtchoukariov", "Prokhor Shchukarev"},
      {"Nikifor Jikharev", "Nikifor Zhikharev"},
      {"Saveli Kramtchev", "Savely Kramchev"},
      {"Khassan Bitsoiev", "Khasan Bitsoev"},
      {"Ioussoup Jabrailov", "Yusup Zhabrailov"},
      {"Veniamine Khroustaliov", "Veniamin Khrustalev"},
      {"Elizaveta Tchouïkova", "Elizaveta Chuykova"},
      {"Iossif Jeliaboujski", "Iosif Zhelyabuzhsky"},
      {"Tamerlan Tsetchoiev", "Tamerlan Tsechoev"},
      {"Robert Chleguelmilov", "Robert Shlegelmilov"},
  });
}

TEST(Spelled, Polish) {
  expect_hits({
      {"Tamierłan Ceczojew", "Tamerlan Tsechoev"},
      {"Jefim Szackich", "Efim Shatskikh"},
      {"Prochor Szczukariow", "Prokhor Shchukarev"},
      {"Jusup Żabraiłow", "Yusup Zhabrailov"},
      {"Kuzma Chlebcow", "Kuzma Khlebtsov"},
      {"Wieniamin Chrustaliow", "Veniamin Khrustalev"},
      {"Nikifor Żychariew", "Nikifor Zhikharev"},
      {"Tichon Czursin", "Tikhon Chursin"},
      {"Filipp Chabarow", "Filipp Khabarov"},
      {"Zachar Pożydajew", "Zakhar Pozhidaev"},
  });
}

TEST(Spelled, Dutch) {
  expect_hits({
      {"Jelizaveta Tsjoejkova", "Elizaveta Chuykova"},
      {"Zoja Sjoemilina", "Zoya Shumilina"},
      {"Moerat Tskajev", "Murat Tskaev"},
      {"Zjores Sjtsjipatsjov", "Zhores Shchipachev"},
      {"Koezma Chlebtsov", "Kuzma Khlebtsov"},
      {"Tichon Tsjoersin", "Tikhon Chursin"},
      {"Zachar Pozjidajev", "Zakhar Pozhidaev"},
      {"Ernest Sjnajderov", "Ernest Shnayderov"},
      {"Svetlana Zjoerova", "Svetlana Zhurova"},
      {"Iosif Zjeljaboezjski", "Iosif Zhelyabuzhsky"},
  });
}

TEST(Spelled, Swedish) {
  expect_hits({
      {"Tamerlan Tsetjojev", "Tamerlan Tsechoev"},
      {"Stepan Sjtjekotjichin", "Stepan Shchekochikhin"},
      {"Tichon Tjursin", "Tikhon Chursin"},
      {"Svetlana Zjurova", "Svetlana Zhurova"},
      {"Jasjar Tjingizovitj Dzasochov", "Yashar Chingizovich Dzasokhov"},
      {"Julian Mysjkin", "Yulian Myshkin"},
      {"Robert Sjlegelmilov", "Robert Shlegelmilov"},
      {"Chasan Bitsojev", "Khasan Bitsoev"},
      {"Larisa Jezjikova", "Larisa Ezhikova"},
      {"Filipp Chabarov", "Filipp Khabarov"},
  });
}

TEST(Spelled, Norwegian) {
  expect_hits({
      {"Jevdokija Jatsjmenjova", "Evdokia Yachmeneva"},
      {"Julian Mysjkin", "Yulian Myshkin"},
      {"Jasjar Tsjingizovitsj Dzasokhov", "Yashar Chingizovich Dzasokhov"},
      {"Stepan Sjtsjekotsjikhin", "Stepan Shchekochikhin"},
      {"Zakhar Pozjidajev", "Zakhar Pozhidaev"},
      {"Robert Sjlegelmilov", "Robert Shlegelmilov"},
      {"Arsenij Jatsenko", "Arseny Yatsenko"},
      {"Nikifor Zjikharev", "Nikifor Zhikharev"},
      {"Jefim Sjatskikh", "Efim Shatskikh"},
      {"Prokhor Sjtsjukarjov", "Prokhor Shchukarev"},
  });
}

TEST(Spelled, Danish) {
  expect_hits({
      {"Savelij Kramtjov", "Savely Kramchev"},
      {"Arsenij Jatsenko", "Arseny Yatsenko"},
      {"Nikifor Sjikharev", "Nikifor Zhikharev"},
      {"Tamerlan Tsetjojev", "Tamerlan Tsechoev"},
      {"Jasjar Tjingizovitj Dzasokhov", "Yashar Chingizovich Dzasokhov"},
      {"Svetlana Sjurova", "Svetlana Zhurova"},
      {"Tikhon Tjursin", "Tikhon Chursin"},
      {"Khasan Bitsojev", "Khasan Bitsoev"},
      {"David Tsagarajev", "David Tsagaraev"},
      {"Makar Tjasjetjnikov", "Makar Chashechnikov"},
  });
}

TEST(Spelled, Finnish) {
  expect_hits({
      {"Hasan Bitsojev", "Khasan Bitsoev"},
      {"Kuzma Hlebtsov", "Kuzma Khlebtsov"},
      {"Jefim Šatskih", "Efim Shatskikh"},
      {"Zoja Šumilina", "Zoya Shumilina"},
      {"Zahar Požidajev", "Zakhar Pozhidaev"},
      {"Tamerlan Tsetšojev", "Tamerlan Tsechoev"},
      {"Jašar Tšingizovitš Dzasohov", "Yashar Chingizovich Dzasokhov"},
      {"Filipp Habarov", "Filipp Khabarov"},
      {"Julian Myškin", "Yulian Myshkin"},
      {"Larisa Ježikova", "Larisa Ezhikova"},
  });
}

TEST(Spelled, Estonian) {
  expect_hits({
      {"Hasan Bitsojev", "Khasan Bitsoev"},
      {"Veniamin Hrustaljov", "Veniamin Khrustalev"},
      {"Ernest Šnaiderov", "Ernest Shnayderov"},
      {"Jašar Tšingizovitš Dzasohhov", "Yashar Chingizovich Dzasokhov"},
      {"Arseni Jatsenko", "Arseny Yatsenko"},
      {"Irina Zõkina", "Irina Zykina"},
      {"Jefim Šatskihh", "Efim Shatskikh"},
      {"Makar Tšašetšnikov", "Makar Chashechnikov"},
      {"Tamerlan Tsetšojev", "Tamerlan Tsechoev"},
      {"Nikifor Žihharev", "Nikifor Zhikharev"},
  });
}

TEST(Spelled, Hungarian) {
  expect_hits({
      {"Venyiamin Hrusztaljov", "Veniamin Khrustalev"},
      {"Larisza Jezsikova", "Larisa Ezhikova"},
      {"Erneszt Snajgyerov", "Ernest Shnayderov"},
      {"Jevdokija Jacsmenjova", "Evdokia Yachmeneva"},
      {"Tyihon Csurszin", "Tikhon Chursin"},
      {"Nyikifor Zsiharev", "Nikifor Zhikharev"},
      {"Filipp Habarov", "Filipp Khabarov"},
      {"David Cagarajev", "David Tsagaraev"},
      {"Tamerlan Cecsojev", "Tamerlan Tsechoev"},
      {"Zahar Pozsidajev", "Zakhar Pozhidaev"},
  });
}

TEST(Spelled, Czech) {
  expect_hits({
      {"Arsenij Jacenko", "Arseny Yatsenko"},
      {"Svetlana Žurova", "Svetlana Zhurova"},
      {"Chasan Bicojev", "Khasan Bitsoev"},
      {"Iosif Željabužskij", "Iosif Zhelyabuzhsky"},
      {"Robert Šlegelmilov", "Robert Shlegelmilov"},
      {"Zachar Požidajev", "Zakhar Pozhidaev"},
      {"Žores Ščipačov", "Zhores Shchipachev"},
      {"Jašar Čingizovič Dzasochov", "Yashar Chingizovich Dzasokhov"},
      {"Tichon Čursin", "Tikhon Chursin"},
      {"Murat Ckajev", "Murat Tskaev"},
  });
}

TEST(Spelled, Croatian) {
  expect_hits({
      {"Larisa Ježikova", "Larisa Ezhikova"},
      {"Murat Ckajev", "Murat Tskaev"},
      {"Jašar Čingizovič Dzasohov", "Yashar Chingizovich Dzasokhov"},
      {"David Cagarajev", "David Tsagaraev"},
      {"Tihon Čursin", "Tikhon Chursin"},
      {"Zahar Požidajev", "Zakhar Pozhidaev"},
      {"Filipp Habarov", "Filipp Khabarov"},
      {"Žores Ščipačov", "Zhores Shchipachev"},
      {"Iosif Željabužskij", "Iosif Zhelyabuzhsky"},
      {"Julian Miškin", "Yulian Myshkin"},
  });
}

TEST(Spelled, Latvian) {
  expect_hits({
      {"Tihons Čursins", "Tikhon Chursin"},
      {"Julians Miškins", "Yulian Myshkin"},
      {"Jusups Žabrailovs", "Yusup Zhabrailov"},
      {"Arsenijs Jacenko", "Arseny Yatsenko"},
      {"Zahars Požidajevs", "Zakhar Pozhidaev"},
      {"Veniamins Hrustaljovs", "Veniamin Khrustalev"},
      {"Jelizaveta Čujkova", "Elizaveta Chuykova"},
      {"Iosifs Željabužskijs", "Iosif Zhelyabuzhsky"},
      {"Davids Cagarajevs", "David Tsagaraev"},
      {"Stepans Ščekočihins", "Stepan Shchekochikhin"},
  });
}

TEST(Spelled, Lithuanian) {
  expect_hits({
      {"Arsenijus Jacenko", "Arseny Yatsenko"},
      {"Savelijus Kramčovas", "Savely Kramchev"},
      {"Julianas Myškinas", "Yulian Myshkin"},
      {"Tichonas Čursinas", "Tikhon Chursin"},
      {"Muratas Ckajevas", "Murat Tskaev"},
      {"Nikiforas Žicharevas", "Nikifor Zhikharev"},
      {"Veniaminas Chrustaljovas", "Veniamin Khrustalev"},
      {"Zacharas Požidajevas", "Zakhar Pozhidaev"},
      {"Zoja Šumilina", "Zoya Shumilina"},
      {"Stepanas Ščekočichinas", "Stepan Shchekochikhin"},
  });
}

TEST(Spelled, Scholarly) {
  expect_hits({
      {"Efim Šackich", "Efim Shatskikh"},
      {"Chasan Bicoev", "Khasan Bitsoev"},
      {"Veniamin Chrustalëv", "Veniamin Khrustalev"},
      {"Prochor Ščukarëv", "Prokhor Shchukarev"},
      {"Žores Ščipačëv", "Zhores Shchipachev"},
      {"Makar Čašečnikov", "Makar Chashechnikov"},
      {"Nikifor Žicharev", "Nikifor Zhikharev"},
      {"David Cagaraev", "David Tsagaraev"},
      {"Larisa Ežikova", "Larisa Ezhikova"},
      {"Murat Ckaev", "Murat Tskaev"},
  });
}

TEST(Spelled, Portuguese) {
  expect_hits({
      {"Iulian Mychkin", "Yulian Myshkin"},
      {"Ielizaveta Tchuikova", "Elizaveta Chuykova"},
      {"Jores Chtchipatchov", "Zhores Shchipachev"},
      {"Zakhar Pojidaiev", "Zakhar Pozhidaev"},
      {"Stepan Chtchekotchikhin", "Stepan Shchekochikhin"},
      {"Makar Tchachetchnikov", "Makar Chashechnikov"},
      {"Veniamin Khrustaliov", "Veniamin Khrustalev"},
      {"Khassan Bitsoiev", "Khasan Bitsoev"},
      {"Ernest Chnaiderov", "Ernest Shnayderov"},
      {"Tikhon Tchursin", "Tikhon Chursin"},
  });
}

TEST(Spelled, Romanian) {
  expect_hits({
      {"Iusup Jabrailov", "Yusup Zhabrailov"},
      {"Ielizaveta Ciuikova", "Elizaveta Chuykova"},
      {"Zahar Pojidaiev", "Zakhar Pozhidaev"},
      {"Tamerlan Țecioiev", "Tamerlan Tsechoev"},
      {"Tihon Ciursin", "Tikhon Chursin"},
      {"Larisa Iejikova", "Larisa Ezhikova"},
      {"Nichifor Jiharev", "Nikifor Zhikharev"},
      {"Kuzma Hlebțov", "Kuzma Khlebtsov"},
      {"Robert Șleghelmilov", "Robert Shlegelmilov"},
      {"Ernest Șnaiderov", "Ernest Shnayderov"},
  });
}

TEST(Spelled, Turkish) {
  expect_hits({
      {"Iosif Jelyabujski", "Iosif Zhelyabuzhsky"},
      {"Yulian Mışkin", "Yulian Myshkin"},
      {"Arseni Yatsenko", "Arseny Yatsenko"},
      {"Kuzma Hlebtsov", "Kuzma Khlebtsov"},
      {"Irina Zıkina", "Irina Zykina"},
      {"Makar Çaşeçnikov", "Makar Chashechnikov"},
      {"Yaşar Çingizoviç Dzasohov", "Yashar Chingizovich Dzasokhov"},
      {"Zoya Şumilina", "Zoya Shumilina"},
      {"Stepan Şçekoçihin", "Stepan Shchekochikhin"},
      {"Saveli Kramçov", "Savely Kramchev"},
  });
}

TEST(Spelled, Azerbaijani) {
  expect_hits({
      {"Makar Çaşeçnikov", "Makar Chashechnikov"},
      {"Svetlana Jurova", "Svetlana Zhurova"},
      {"Tixon Çursin", "Tikhon Chursin"},
      {"Xasan Bitsoyev", "Khasan Bitsoev"},
      {"Nikifor Jixarev", "Nikifor Zhikharev"},
      {"Filipp Xabarov", "Filipp Khabarov"},
      {"Arseni Yatsenko", "Arseny Yatsenko"},
      {"Zoya Şumilina", "Zoya Shumilina"},
      {"Robert Şleqelmilov", "Robert Shlegelmilov"},
      {"Zaxar Pojidayev", "Zakhar Pozhidaev"},
  });
}

TEST(Spelled, Iso9) {
  expect_hits({
      {"Veniamin Hrustalëv", "Veniamin Khrustalev"},
      {"Savelij Kramčëv", "Savely Kramchev"},
      {"Tamerlan Cečoev", "Tamerlan Tsechoev"},
      {"Robert Šlegelʹmilov", "Robert Shlegelmilov"},
      {"David Cagaraev", "David Tsagaraev"},
      {"Stepan Ŝekočihin", "Stepan Shchekochikhin"},
      {"Ûsup Žabrailov", "Yusup Zhabrailov"},
      {"Âšar Čingizovič Dzasohov", "Yashar Chingizovich Dzasokhov"},
      {"Zoâ Šumilina", "Zoya Shumilina"},
      {"Svetlana Žurova", "Svetlana Zhurova"},
  });
}

TEST(Spelled, Gost) {
  expect_hits({
      {"Yulian My`shkin", "Yulian Myshkin"},
      {"Proxor Shhukaryov", "Prokhor Shchukarev"},
      {"Efim Shaczkix", "Efim Shatskikh"},
      {"Elizaveta Chujkova", "Elizaveta Chuykova"},
      {"Evdokiya Yachmenyova", "Evdokia Yachmeneva"},
      {"Irina Zy`kina", "Irina Zykina"},
      {"Robert Shlegel`milov", "Robert Shlegelmilov"},
      {"Arsenij Yaczenko", "Arseny Yatsenko"},
      {"Murat Czkaev", "Murat Tskaev"},
      {"Xasan Biczoev", "Khasan Bitsoev"},
  });
}

TEST(Spelled, UkrainianInGerman) {
  expect_hits({
      {"Oksana Tschornowol", "Oksana Chornovol"},
      {"Dmytro Schtschurat", "Dmytro Shchurat"},
      {"Sachar Kutscherjawyj", "Zakhar Kucheriavyi"},
      {"Jaroslaw Schelesnjak", "Yaroslav Zhelezniak"},
      {"Heorhij Zwyntar", "Heorhiy Tsvyntar"},
      {"Jaroslaw Schelesnjak", "Yaroslav Zheleznyak"},
      {"Jilija Sajzew", "Yiliia Zaitsev"},
      {"Jilija Sajzew", "Yiliya Zaytsev"},
      {"Sachar Kutscherjawyj", "Zakhar Kucheryavyi"},
      {"Jewhenija Chyschnjak", "Yevheniya Khyzhnyak"},
  });
}

TEST(Spelled, UkrainianInDutch) {
  expect_hits({
      {"Jevhenija Chyzjnjak", "Yevheniya Khyzhnyak"},
      {"Dmytro Sjtsjoerat", "Dmytro Shchurat"},
      {"Jaroslav Zjeleznjak", "Yaroslav Zhelezniak"},
      {"Ljoebomyr Sjpak", "Lyubomyr Shpak"},
      {"Heorhij Tsvyntar", "Heorhii Tsvyntar"},
      {"Jilija Zajtsev", "Yiliia Zaitsev"},
      {"Jevhenija Chyzjnjak", "Yevheniia Khyzhniak"},
      {"Heorhij Tsvyntar", "Heorhiy Tsvyntar"},
      {"Dmytro Sjtsjoerat", "Dmytro Shchurat"},
      {"Joerij Kazjan", "Yurii Kazhan"},
  });
}

TEST(Spelled, UkrainianInPolish) {
  expect_hits({
      {"Jarosław Żelezniak", "Yaroslav Zheleznyak"},
      {"Jewhenija Chyżniak", "Yevheniya Khyzhnyak"},
      {"Heorhij Cwyntar", "Heorhii Tsvyntar"},
      {"Heorhij Cwyntar", "Heorhiy Tsvyntar"},
      {"Zachar Kuczeriawyj", "Zakhar Kucheriavyi"},
      {"Jurij Każan", "Yuriy Kazhan"},
      {"Dmytro Szczurat", "Dmytro Shchurat"},
      {"Jewhenija Chyżniak", "Yevheniia Khyzhniak"},
      {"Jilija Zajcew", "Yiliia Zaitsev"},
      {"Lubomyr Szpak", "Liubomyr Shpak"},
  });
}

TEST(Spelled, UkrainianInHungarian) {
  expect_hits({
      {"Jaroszlav Zseleznjak", "Yaroslav Zhelezniak"},
      {"Ljubomir Spak", "Liubomyr Shpak"},
      {"Jurij Kazsan", "Yurii Kazhan"},
      {"Jilija Zajcev", "Yiliya Zaytsev"},
      {"Heorhij Cvintar", "Heorhii Tsvyntar"},
      {"Okszana Csornovol", "Oksana Chornovol"},
      {"Zahar Kucserjavij", "Zakhar Kucheriavyi"},
      {"Zahar Kucserjavij", "Zakhar Kucheryavyi"},
  });
}

TEST(Spelled, PublicFigures) {
  expect_hits({
      {"Džochar Dudajev", "Dzhokhar Dudayev"},
      {"Vjačeslav Volodin", "Vyacheslav Volodin"},
      {"Dzjochar Dudajev", "Dzhokhar Dudayev"},
      {"Nyikita Hruscsov", "Nikita Khrushchev"},
      {"Jevgeni Prigožin", "Yevgeny Prigozhin"},
      {"Micheil Saakaszwili", "Mikheil Saakashvili"},
      {"Igor Setschin", "Igor Sechin"},
      {"Alicher Ousmanov", "Alisher Usmanov"},
      {"Vladimír Žirinovskij", "Vladimir Zhirinovsky"},
      {"Vjatšeslav Volodin", "Vyacheslav Volodin"},
      {"Nikita Hruštšov", "Nikita Khrushchev"},
      {"Sergei Šoigu", "Sergei Shoigu"},
      {"Gennadi Timtschenko", "Gennady Timchenko"},
      {"Nikolai Patruschew", "Nikolai Patrushev"},
      {"Borisas Jelcinas", "Boris Yeltsin"},
      {"Siergiej Szojgu", "Sergei Shoigu"},
      {"Sergej Šojgu", "Sergei Shoigu"},
      {"Dmitrij Medvegyev", "Dmitry Medvedev"},
      {"Edouard Chevardnadze", "Eduard Shevardnadze"},
      {"Nikita Khrushchov", "Nikita Khrushchev"},
      {"Vyaçeslav Volodin", "Vyacheslav Volodin"},
      {"Serguei Choigu", "Sergei Shoigu"},
      {"Michail Chodorkovski", "Mikhail Khodorkovsky"},
      {"Sergej Sjojgoe", "Sergei Shoigu"},
      {"Sergejus Šoigu", "Sergei Shoigu"},
      {"Vladimir Poutine", "Vladimir Putin"},
      {"Nikita Chroesjtsjov", "Nikita Khrushchev"},
      {"Mihail Hodorkovski", "Mikhail Khodorkovsky"},
      {"Boris Jelcin", "Boris Yeltsin"},
      {"Aleksandr Lukasjenko", "Alexander Lukashenko"},
      {"Nikita Chrusjtjov", "Nikita Khrushchev"},
      {"Iouri Ouchakov", "Yuri Ushakov"},
      {"Djokhar Doudaïev", "Dzhokhar Dudayev"},
      {"Vlagyimir Putyin", "Vladimir Putin"},
      {"Boris Jelzin", "Boris Yeltsin"},
      {"Mihail Hodorkovski", "Mikhail Khodorkovsky"},
      {"Dzjochar Doedajev", "Dzhokhar Dudayev"},
      {"Sergueï Choïgou", "Sergei Shoigu"},
      {"Jurij Kowalczuk", "Yury Kovalchuk"},
      {"Viatcheslav Volodine", "Vyacheslav Volodin"},
      {"Wjatscheslaw Wolodin", "Vyacheslav Volodin"},
      {"Szergej Sojgu", "Sergei Shoigu"},
      {"Mikhaïl Fradkov", "Mikhail Fradkov"},
      {"Nikita Khrouchtchev", "Nikita Khrushchev"},
      {"Aleksandr Loekasjenko", "Alexander Lukashenko"},
      {"Nikita Chruščiovas", "Nikita Khrushchev"},
      {"Vladimir Poetin", "Vladimir Putin"},
      {"Arkadi Rotenberg", "Arkady Rotenberg"},
      {"Siergiej Ławrow", "Sergei Lavrov"},
      {"Guennadi Ziugánov", "Gennady Zyuganov"},
      {"Nikita Jrushchov", "Nikita Khrushchev"},
      {"Mihail Gorbacsov", "Mikhail Gorbachev"},
      {"Dmitrijs Medvedevs", "Dmitry Medvedev"},
      {"Jevgenij Prigozjin", "Yevgeny Prigozhin"},
      {"Evgueni Prigojine", "Yevgeny Prigozhin"},
      {"Walentina Matwijenko", "Valentina Matviyenko"},
      {"Sergej Šojgu", "Sergei Shoigu"},
      {"Vladimir Jirinovski", "Vladimir Zhirinovsky"},
      {"Aslan Maschadow", "Aslan Maskhadov"},
      {"Nikita Kruşçev", "Nikita Khrushchev"},
      {"Alischer Usmanow", "Alisher Usmanov"},
      {"Vitalij Tjurkin", "Vitaly Churkin"},
      {"Wiaczesław Wołodin", "Vyacheslav Volodin"},
      {"Dschochar Dudajew", "Dzhokhar Dudayev"},
      {"Juri Uschakow", "Yuri Ushakov"},
      {"Nikolaï Patrouchev", "Nikolai Patrushev"},
      {"Dmitri Choumkov", "Dmitry Shumkov"},
      {"Eduard Sevardnadze", "Eduard Shevardnadze"},
      {"Sergueï Tchemezov", "Sergei Chemezov"},
      {"Władimir Żyrinowski", "Vladimir Zhirinovsky"},
  });
}

TEST(Spelled, ArabicAndGeorgian) {
  expect_hits({
      {"Djamel Belkacem", "Jamal Belqasim"},
      {"Abdelaziz Bouteflika", "Abdulaziz Buteflika"},
      {"Chérif Kouachi", "Sharif Kuashi"},
      {"Rachid Ghannouchi", "Rashid Ghannushi"},
      {"Abdelouahab Cherif", "Abdulwahab Sharif"},
      {"Yassine Chikhaoui", "Yasin Shikhawi"},
      {"Mokhtar Belmokhtar", "Mukhtar Belmukhtar"},
      {"Oussama Ben Laden", "Usama bin Ladin"},
      {"Bachar el-Assad", "Bashar al-Assad"},
      {"Farouk Kaddoumi", "Faruq Qaddumi"},
      {"Nourredine Boukrouh", "Nur al-Din Bukruh"},
      {"Achour Djabou", "Ashur Jabu"},
      {"Khaled Mechaal", "Khalid Mashal"},
      {"Cheikh Tidiane", "Sheikh Tidiane"},
      {"Rachida Dahmani", "Rashida Dahmani"},
      {"Ouassim Ouled", "Wasim Uld"},
      {"Raschid Dschamal", "Rashid Jamal"},
      {"Baschar al-Assad", "Bashar al-Assad"},
      {"Jussuf al-Karadawi", "Yusuf al-Qaradawi"},
      {"Chalid Scheich Mohammed", "Khalid Sheikh Mohammed"},
      {"Aiman az-Zawahiri", "Ayman al-Zawahiri"},
      {"Jassin Chalifa", "Yasin Khalifa"},
      {"Dschabir Schukri", "Jabir Shukri"},
      {"Haschim Tadschi", "Hashim Taji"},
      {"Dschalal Talabani", "Jalal Talabani"},
      {"Mahmud Dscharrah", "Mahmud Jarrah"},
      {"Ali Chamenei", "Ali Khamenei"},
      {"Mohammad Dschawad Sarif", "Mohammad Javad Zarif"},
      {"Ahmad Dschannati", "Ahmad Jannati"},
      {"Hossein Schariatmadari", "Hossein Shariatmadari"},
      {"Jalid Yihad", "Khalid Jihad"},
      {"Alí Jamenei", "Ali Khamenei"},
      {"Yusuf Bujari", "Yusuf Bukhari"},
      {"Jairalá Mujtar", "Khairallah Mukhtar"},
      {"Cemal Abdurrahman", "Jamal Abdulrahman"},
      {"Raşid Şerif", "Rashid Sharif"},
      {"Halid Meşal", "Khalid Mashal"},
      {"Enver Sedat", "Anwar Sadat"},
      {"Abdülkadir Geylani", "Abdul Qadir Gilani"},
      {"Syarif Hidayatullah", "Sharif Hidayatullah"},
      {"Syamsul Bahri", "Shamsul Bahri"},
      {"Dzulkifli Abdul Hir", "Zulkifli Abdul Hir"},
      {"Nur Misuari Syahid", "Nur Misuari Shahid"},
      {"Soekarno Djojohadikoesoemo", "Sukarno Joyohadikusumo"},
      {"Soeharto Tjokroaminoto", "Suharto Cokroaminoto"},
      {"Rachid Oulad Sjarif", "Rashid Ulad Sharif"},
      {"Joesoef Sjahrir", "Yusuf Shahrir"},
      {"Džamal Hodžić", "Jamal Hodzic"},
      {"Jasin Šerif", "Yasin Sharif"},
      {"Rašid Džihad", "Rashid Jihad"},
      {"Dżamal Raszid", "Jamal Rashid"},
      {"Baszszar al-Asad", "Bashar al-Assad"},
      {"Chalid Maszal", "Khalid Mashal"},
      {"Giamal Rascid", "Jamal Rashid"},
      {"Dzjamal Rasjid", "Jamal Rashid"},
      {"Bashar Sjarif", "Bashar Sharif"},
      {"Giorgi Margwelaschwili", "Giorgi Margvelashvili"},
      {"Swiad Gamsachurdia", "Zviad Gamsakhurdia"},
      {"Giorgi Margvelachvili", "Giorgi Margvelashvili"},
      {"Zwiad Gamsachurdia", "Zviad Gamsakhurdia"},
      {"Giorgi Margwełaszwili", "Giorgi Margvelashvili"},
      {"Giorgi Margvelasvili", "Giorgi Margvelashvili"},
  });
}

TEST(Spelled, Persian) {
  expect_hits({
      {"Ghasem Ghorbani", "Qasem Qorbani"},
      {"Ghodrat Sadeghi", "Qodrat Sadeqi"},
      {"Gholam Naghavi", "Qolam Naqavi"},
      {"Ghassem Soleymani", "Qassem Suleimani"},
  });
}

TEST(Spelled, GivenNamesOfArabicAndPersianOriginInTurkishLetters) {
  expect_hits({
      {"Celal Zamorin", "Jalal Zamorin"},
      {"Cemil Zamorin", "Jamil Zamorin"},
      {"Cahar Zamorin", "Dzhokhar Zamorin"},
      {"Şükrü Zamorin", "Shukri Zamorin"},
      {"Ceyhun Zamorin", "Jeyhun Zamorin"},
      {"Elçin Zamorin", "Elchin Zamorin"},
  });
}

TEST(Spelled, Belarusian) {
  expect_hits({{"Роман Заморченко", "Raman Zamorchanka;Raman Zamorčanka"},
               {"Николай Торобьев", "Mikalai Tarabyou;Mikalai Torobyov"},
               {"Евгений Скрыжановский", "Yauheni Skryzhanouski"},
               {"Игорь Гвергеенко", "Ihar Hverheyenka"},
               {"Василий Гарпенков", "Vasil Harpiankou"}});
}

TEST(Spelled, AnotherNameIsNone) {
  const auto points = [](const char* a, const char* b) {
    return compare_names(names::analyze(a, names::NameType::kPerson), names::analyze(b, names::NameType::kPerson))
        .points;
  };
  EXPECT_LT(points("Jewgeni Prigoschin", "Yevgeny Petrov"), 7000);
  EXPECT_LT(points("Michail Schukow", "Mikhail Yukin"), 7000);
  EXPECT_LT(points("Jan Mohammed Cohn", "Khan Mohammed John"), 7000);
}

}  // namespace
}  // namespace penumbra::match
