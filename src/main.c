/*
 * main.c - the map of the program.
 */
#include <stdio.h>

int main(void)
{
	puts(SAWTHIS_VERSION);
	return 0;
}
