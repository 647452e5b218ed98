// SPDX-License-Identifier: GPL-3.0-or-later
#include "planner/oldfiles.h"

#include <QCryptographicHash>
#include <QFile>

#include <algorithm>

namespace pinweek {

namespace {

/** Empty: it can't be read. */
QByteArray hashOf(const QString &path)
{
    QFile file(path);
    QCryptographicHash hash(QCryptographicHash::Sha256);
    return file.open(QIODevice::ReadOnly) && hash.addData(&file) ? hash.result() : QByteArray();
}

} // namespace

void OldFiles::add(const FolderFile &file)
{
    remove(file.name);
    m_files.insert(file.name, file);
    m_names.insert(file.size, file.name);
}

void OldFiles::remove(const QString &name)
{
    const auto known = m_files.constFind(name);
    if (known == m_files.constEnd())
        return;
    m_names.remove(known->size, name);
    m_files.erase(known);
}

void OldFiles::setPresent(const QList<FolderFile> &files)
{
    m_present.clear();
    for (const FolderFile &file : files)
        m_present.insert(file.name, file.size);
}

bool OldFiles::isOne(const FolderFile &file) const
{
    const auto [begin, end] = m_names.equal_range(file.size);
    return std::any_of(begin, end, [&](const QString &name) {
        return name == file.name ||
               (!m_present.contains(name) && m_files.value(name).changed == file.changed);
    });
}

QStringList OldFiles::originalsOf(const FolderFile &file) const
{
    QStringList names = m_names.values(file.size);
    names.removeIf([&](const QString &name) {
        return name == file.name || m_present.value(name, -1) != file.size;
    });
    return names;
}

bool haveSameContent(const QString &path, const QString &otherPath)
{
    const QByteArray hash = hashOf(path);
    return !hash.isEmpty() && hash == hashOf(otherPath);
}

} // namespace pinweek
