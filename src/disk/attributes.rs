//! What belongs to a file besides its bytes: mode, owner, extended attributes (access lists among them).
//! All of it is kept where the system lets us; none of it is a reason not to save.

use std::fs::{File, Metadata};
use std::io;
use std::path::Path;

/// Gives a new file what the old one has.
///
/// # Errors
/// If the mode cannot be set: a private map must not become readable for everybody.
pub(super) fn copy(from: &Path, existing: &Metadata, to: &File) -> io::Result<()> {
    #[cfg(unix)]
    {
        keep_owner(existing, to)?;
        keep_attributes(from, to);
    }
    #[cfg(not(unix))]
    let _ = from;
    to.set_permissions(existing.permissions())
}

/// The file has further names, which a rename would part from it.
#[cfg(unix)]
pub(super) fn has_more_names(metadata: &Metadata) -> bool {
    std::os::unix::fs::MetadataExt::nlink(metadata) > 1
}

/// Elsewhere the number of names cannot be asked for.
#[cfg(not(unix))]
pub(super) fn has_more_names(_: &Metadata) -> bool {
    false
}

/// This account may not write to the file, or the file is marked as read-only (which a rename, and the
/// superuser, would not even notice).
pub(super) fn is_read_only(path: &Path, metadata: &Metadata) -> bool {
    #[cfg(unix)]
    let refused = {
        use rustix::io::Errno;
        let access = rustix::fs::access(path, rustix::fs::Access::WRITE_OK);
        matches!(access, Err(Errno::ACCESS | Errno::PERM | Errno::ROFS))
    };
    #[cfg(not(unix))]
    let refused = {
        let _ = path;
        false
    };
    refused || metadata.permissions().readonly()
}

/// It is the drive, not the file, that takes no writing.
pub(super) fn is_on_read_only_drive(path: &Path) -> bool {
    #[cfg(unix)]
    let is_so = rustix::fs::access(path, rustix::fs::Access::WRITE_OK) == Err(rustix::io::Errno::ROFS);
    #[cfg(not(unix))]
    let is_so = {
        let _ = path;
        false
    };
    is_so
}

#[cfg(unix)]
fn keep_owner(existing: &Metadata, to: &File) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt as _, fchown};
    let made = to.metadata()?;
    if (made.uid(), made.gid()) != (existing.uid(), existing.gid()) {
        // Only the superuser may give files away; a group one belongs to may always be kept.
        let _ =
            fchown(to, Some(existing.uid()), Some(existing.gid())).or_else(|_| fchown(to, None, Some(existing.gid())));
    }
    Ok(())
}

/// Labels, tags, comments, access lists: what the other file system or account does not take is left out.
#[cfg(unix)]
fn keep_attributes(from: &Path, to: &File) {
    use rustix::fs::{XattrFlags, fsetxattr, getxattr, listxattr};
    // More than Linux allows: one name list is at most 64 KiB, so is one value.
    const MOST: usize = 64 << 10;
    let mut names = vec![0_u8; MOST];
    let Ok(length) = listxattr(from, names.as_mut_slice()) else { return };
    for name in names[..length].split(|byte| *byte == 0).filter(|name| !name.is_empty()) {
        let mut value = vec![0_u8; MOST];
        if let Ok(length) = getxattr(from, name, value.as_mut_slice()) {
            let _ = fsetxattr(to, name, &value[..length], XattrFlags::empty());
        }
    }
}
