/*
 * common_words.c - the tables: English, German, French, Spanish, Italian, Portuguese,
 * Dutch.
 */
#include "rank/common_words.h"

#include <stddef.h>

const char *const common_words[] = {
    "a an the of to in on at for and or is are was were as by with from that it its be "
    "been has have had will would not no but this these those he she his her they their "
    "them we our you your i my who what which when how than then there s t after before "
    "over about into out up more new says said say report update",
    "der die das des dem den ein eine einer eines einem einen und oder ist sind war "
    "waren "
    "im in am an auf aus bei bis fur mit nach von vom vor zu zum zur uber unter als auch "
    "nicht sich es er sie wir ihr wie dass hat haben wird werden um durch neue neuer",
    "le la les l un une des du de d et ou est sont etait dans en au aux sur sous par "
    "pour "
    "avec sans ce cette ces il elle ils elles on qui que qu dont ne pas plus se sa son "
    "ses "
    "leur apres avant nouveau nouvelle",
    "el la los las lo un una unos unas de del y o es son era en al a con sin por para su "
    "sus que se no mas como este esta estos estas tras sobre entre nuevo nueva",
    "il lo gli uno di da e del della dei delle nel nella sul sulla per con che non si",
    "o os as um uma do da dos das no na nos nas em ao com por para e que nao se",
    "het een van en op te voor met is zijn niet dat die er aan om bij naar",
    NULL,
};

const char *const number_words[] = {
    "two three four five six seven eight nine ten eleven twelve",
    "zwei drei vier funf sechs sieben acht neun zehn elf zwolf",
    "deux trois quatre cinq six sept huit neuf dix onze douze",
    "dos tres cuatro cinco seis siete ocho nueve diez once doce",
    NULL,
};

const char *const calendar_words[] = {
    "monday tuesday wednesday thursday friday saturday sunday january february march "
    "april june july august september october november december",
    "montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag januar "
    "februar marz april juni juli august september oktober november dezember",
    "lundi mardi mercredi jeudi vendredi samedi dimanche janvier fevrier avril juin "
    "juillet aout septembre octobre novembre decembre",
    "lunes martes miercoles jueves viernes sabado domingo enero febrero marzo abril "
    "junio julio agosto septiembre octubre noviembre diciembre",
    NULL,
};
