//! The data files: a line of column names, then tab-separated lines; `#` begins a remark.

/// The lines of a data file, split into `N` columns, without remarks and column names. A column that a line lacks is empty.
pub fn lines<const N: usize>(file: &str) -> impl Iterator<Item = [&str; N]> {
    file.lines().filter(|line| !line.starts_with('#')).skip(1).map(|line| {
        let mut columns = line.split('\t');
        std::array::from_fn(|_| columns.next().unwrap_or_default())
    })
}
