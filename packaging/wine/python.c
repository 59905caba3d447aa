/* python.exe: hands the command line to python311.dll, which is everything else of the interpreter. */

#include <wchar.h>

__declspec(dllimport) int Py_Main(int count, wchar_t **words);

int wmain(int count, wchar_t **words) {
    return Py_Main(count, words);
}
