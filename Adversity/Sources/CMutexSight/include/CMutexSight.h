/* Nothing is called from here; see mutex.c. */
